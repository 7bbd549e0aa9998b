"""Writes HDF5 files in the ways in which HDF5 can store an array; every array holds 0, 1, 2 ... in order of its rows."""
import sys
import h5py
import numpy as np


def numbers(shape, dtype="f4"):
    return np.arange(int(np.prod(shape))).reshape(shape).astype(dtype)


def early(name, file, shape, chunks):
    plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    plist.set_chunk(chunks)
    plist.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)
    made = h5py.h5d.create(file.id, name.encode(), h5py.h5t.NATIVE_FLOAT, h5py.h5s.create_simple(shape), plist)
    made.write(h5py.h5s.ALL, h5py.h5s.ALL, numbers(shape))


def compact(name, file, shape):
    plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    plist.set_layout(h5py.h5d.COMPACT)
    made = h5py.h5d.create(file.id, name.encode(), h5py.h5t.NATIVE_FLOAT, h5py.h5s.create_simple(shape), plist)
    made.write(h5py.h5s.ALL, h5py.h5s.ALL, numbers(shape))


def write(file):
    def add(name, shape, dtype="f4", **how):
        file.create_dataset(name, data=numbers(shape, dtype), **how)

    add("fixed", (70, 9), chunks=(8, 4))
    add("fixed-pages", (3000, 5), chunks=(1, 5), compression="gzip")
    add("fixed-may-grow", (7, 9), chunks=(2, 4), maxshape=(20, 31))
    add("extensible", (40000, 2), chunks=(1, 2), maxshape=(None, 2))
    add("extensible-filtered", (3001, 5), chunks=(2, 5), maxshape=(None, 5), compression="gzip")
    add("extensible-second", (5, 3000), chunks=(2, 3), maxshape=(9, None))
    add("tree", (100, 61), chunks=(3, 2), maxshape=(None, None))
    add("tree-filtered", (100, 61), chunks=(3, 2), maxshape=(None, None), compression="gzip", shuffle=True)
    add("one-chunk", (30, 4), chunks=(30, 4))
    add("one-chunk-filtered", (30, 4), chunks=(30, 4), compression="gzip")
    add("lzf", (300, 40), chunks=(70, 11), compression="lzf")
    add("checksum", (30, 41), chunks=(7, 11), fletcher32=True)
    add("all-filters", (30, 41), chunks=(7, 11), compression="gzip", shuffle=True, fletcher32=True)
    add("odd-bytes", (15, 3), "u1", chunks=(5, 3), fletcher32=True)
    early("early", file, (31, 12), (4, 5))
    compact("compact", file, (5, 6))
    for dtype in ["i1", "u1", ">i2", "<u2", ">i4", "<u4", "<i8", ">u8", "<f2", ">f2", "<f8", ">f8"]:
        add("types/" + dtype[-2:] + ("-big" if dtype[0] == ">" else ""), (5, 20), dtype)
    for i in range(300):
        add(f"many/array-{i}", (3,))
        file["many"].attrs[f"attribute {i}"] = "x" * (i % 50)
    file["many"].attrs["last"] = 7.5
    file["soft"] = h5py.SoftLink("/many/array-7")
    file["through"] = h5py.SoftLink("/group-link/array-8")
    file["group-link"] = h5py.SoftLink("/many")
    file["hard"] = file["many/array-9"]
    file["named-type"] = np.dtype("<i4")
    file.create_dataset("of-named-type", data=numbers((4,), "i4"), dtype=file["named-type"])
    grown = file.create_dataset("grown", data=numbers((4, 6)), chunks=(2, 3), maxshape=(None, None), fillvalue=-5)
    grown.resize((6, 6))


for version in ["earliest", "latest"]:
    with h5py.File(f"{sys.argv[1]}/{version}.h5", "w", libver=version) as opened:
        write(opened)
with h5py.File(f"{sys.argv[1]}/user-block.h5", "w", userblock_size=1024) as opened:
    write(opened)

"""Writes a MATLAB 7.3 file with one variable of a class that only MATLAB reads."""
import sys
import h5py
import numpy as np

path, class_name = sys.argv[1:]
with h5py.File(path, "w", userblock_size=512) as file:
    made = file.create_dataset("x", data=np.array([[0xDD000000, 2, 1, 1, 1, 1]], "u4"))
    made.attrs["MATLAB_class"] = np.bytes_(class_name)
    made.attrs["MATLAB_object_decode"] = np.int32(3)
    file.create_dataset("#subsystem#/MCOS", data=np.zeros((1, 4), "u4"))
with open(path, "r+b") as file:
    file.write(b"MATLAB 7.3 MAT-file, made up".ljust(124) + b"\x00\x02IM")

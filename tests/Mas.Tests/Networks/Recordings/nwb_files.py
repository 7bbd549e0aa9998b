"""Writes small files with the structure of NWB 2, each with one of the faults that such files are known to have."""
import sys
import h5py
import numpy as np


def write(name, spikes, starts, stops, **columns):
    with h5py.File(f"{sys.argv[1]}/{name}.nwb", "w") as file:
        file.attrs["nwb_version"] = "2.6.0"
        file["units/spike_times"] = np.concatenate(spikes).astype("f8")
        file["units/spike_times_index"] = np.cumsum([len(times) for times in spikes]).astype("u4")
        file["units/id"] = np.arange(len(spikes)) + 100
        file["units/depth"] = np.arange(len(spikes)) * 10.0
        file["intervals/trials/start_time"] = np.array(starts, "f8")
        file["intervals/trials/stop_time"] = np.array(stops, "f8")
        for column, values in columns.items():
            file["intervals/trials/" + column] = np.array(values, "f8")
        data = file.create_dataset("acquisition/regular/data", data=np.arange(40, dtype="i2").reshape(20, 2))
        data.attrs["conversion"] = 0.5
        data.attrs["offset"] = 1.0
        start = file.create_dataset("acquisition/regular/starting_time", data=2.0)
        start.attrs["rate"] = 4.0


starts, stops = [2.0, 4.0, 6.0], [3.0, 5.0, 7.0]
first, second = np.array([2.1, 2.6, 4.2, 6.7]), np.array([2.2, 4.7, 6.1])
write("sound", [first, second], starts, stops, go=[2.5, 4.5, 6.5], reaction=[0.2, np.nan, 0.3])
write("milliseconds", [first * 1000 + 0.5, second * 1000], starts, stops)
write("samples", [np.round(first * 30000), np.round(second * 30000)], starts, stops)
write("descending", [first[::-1], second], starts, stops)
write("clock-per-trial", [np.array([0.1, 0.6, 0.2, 0.7]), np.array([0.2, 0.7, 0.1])], starts, stops)
write("same-starts", [np.array([0.1, 0.6, 0.2, 0.7]), np.array([0.2, 0.7, 0.1])], [0.0] * 3, [1.0] * 3)
write("silent", [first, np.array([]), second, np.array([])], starts, stops)
write("no-length", [first, second], starts, [3.0, 4.0, 7.0])
write("no-spikes", [np.array([]), np.array([])], starts, stops)
write("event-missing", [first, second], starts, stops, go=[2.5, np.nan, 6.5])

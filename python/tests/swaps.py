"""Compares swaps by mas.py with those of mas. Arguments: run folders, each with swaps.safetensors: latents-NETWORK of each, and
SOURCE.TARGET.VARIABLE, what the target's latents become where the source's, in reverse order, are written into them."""
import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import mas
import numpy

for folder in sys.argv[1:]:
    run, wanted = mas.load(folder), mas.tensors(pathlib.Path(folder) / "swaps.safetensors")
    swaps = [name for name in wanted if "." in name]
    assert swaps, f"{folder}: no swaps"
    for name in swaps:
        source, target, variable = name.split(".")
        found = run.swap(wanted["latents-" + source][::-1], wanted["latents-" + target], source, target, variable=variable)
        assert found.dtype == numpy.float32, f"{folder}, {name}: {found.dtype}"
        natural, error = numpy.abs(wanted[name] - wanted["latents-" + target]).max(), numpy.abs(found - wanted[name]).max()
        assert natural > 0.01, f"{folder}, {name}: the swap changes nothing"
        assert error < 1e-4, f"{folder}, {name}: {error} from what mas computes"
    print(f"{pathlib.Path(folder).name}: {len(swaps)} swaps agree")

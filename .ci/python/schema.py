"""Does every experiment of the repository fit the schema that editors check with, and does a wrong one not?"""
import copy
import glob
import json
import sys

import jsonschema
import yaml

with open("docs/experiment.schema.json") as file:
    schema = json.load(file)
jsonschema.Draft7Validator.check_schema(schema)
validator = jsonschema.Draft7Validator(schema)

files = sorted(glob.glob("experiments/*.yaml"))
experiments = {name: yaml.safe_load(open(name)) for name in files}
wrong = [f"{name}: {error.json_path}: {error.message}" for name in files for error in validator.iter_errors(experiments[name])]

pair = experiments["experiments/gru-pair.yaml"]
for place, key, value in [
    ([], "tasks", "multi-object"), (["alignment"], "size", 0), (["alignment"], "size", "half"), (["alignment"], "metod", "mas"),
    (["alignment"], "method", "mass"), (["networks", 0], "path", "beside/train"), (["networks", 0, "train"], "width", "wide"),
    (["small", "alignment"], "stepps", 3), ([], "analyses", ["cycle"]), ([], "analyses", True), ([], "networks", []),
]:
    broken = copy.deepcopy(pair)
    part = broken
    for step in place:
        part = part[step]
    part[key] = value
    if validator.is_valid(broken):
        wrong.append(f"{key}: {value} in {place} fits, and is wrong")

print("\n".join(wrong) or f"{len(files)} experiments fit")
sys.exit(bool(wrong) or len(files) < 20)

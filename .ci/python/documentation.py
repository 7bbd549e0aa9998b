"""Blocks of a page: the text between ```language and ```."""
import pathlib
import re
import sys

sys.path.append(str(pathlib.Path(__file__).parent / "stand-ins"))


def blocks(page, language):
    return re.findall(rf"^```{language}\n(.*?)^```", pathlib.Path(page).read_text(), re.MULTILINE | re.DOTALL)

"""Lists the licences of what Cirrus ships, and checks that they are compatible with its own.

licences.py           print the list
licences.py --write   also write docs/licences.md
licences.py --check   fail unless that file is what --write would write

Reads the bills of materials (CycloneDX) that the build makes of each function and of the training job.
"""

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "licences.md"

# They permit use in a program under the Apache License 2.0 and ask for their notice only.
COMPATIBLE = {"Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "MIT", "MIT-0", "OFL-1.1"}

# The page is not built by Maven. Only these are in it; the other packages of package.json build and test it.
PAGE = {
    "@fontsource/nunito": ["OFL-1.1"],
    "assemblyscript": ["Apache-2.0"],
    "org.teavm:teavm-classlib": ["Apache-2.0"],
}

TEXT = """# Licences

Cirrus is under the Apache License 2.0. What it ships contains the following libraries. Each is under a licence that is compatible with it; of several, the recipient may choose. Libraries that only build or test Cirrus, and those of the local AWS services, are not shipped.

This page is written by `deploy/licences.py --write` from the build's bills of materials, and compared with them by a test.

Some pictures show digits from the data sets and are under the licences of these, not under that of Cirrus:

- `frontend/src/why/trainingDigits.png`, which the page contains: 300 images of MNIST's training set (Yann LeCun, Corinna Cortes, Chris Burges; CC BY-SA 3.0) in 16 shades of grey, chosen and reduced by `frontend/build/trainingDigits.ts`;
- `docs/model-card/mistakes.png` and `docs/images/reading-errors.png`: digits of MNIST, of UNIPEN train_r01_v07 (International Unipen Foundation; CC BY 4.0) and of Pen-Based Recognition of Handwritten Digits (E. Alpaydin, F. Alimoglu, UCI; CC BY 4.0), rendered by Cirrus.

| library | licence | shipped in |
|---|---|---|
{rows}
"""


def licences(component):
    for entry in component.get("licenses", []):
        licence = entry.get("license", {})
        yield licence.get("id") or licence.get("name") or entry.get("expression", "")


def shipped():
    """The licences and the places of each library."""
    libraries = {library: (set(names), {"page"}) for library, names in PAGE.items()}
    boms = sorted(ROOT.glob("functions/*/target/*.cdx.json")) + [
        ROOT / "training/target/training.cdx.json"
    ]
    for bom in boms:
        if not bom.exists():
            sys.exit(f"{bom.relative_to(ROOT)} does not exist: run ./cirrus build")
        for component in json.loads(bom.read_text())["components"]:
            if component["group"] != "dev.cirrus":
                library = f"{component['group']}:{component['name']}"
                names, places = libraries.setdefault(library, (set(), set()))
                names.update(licences(component))
                places.add(bom.name.removesuffix(".cdx.json"))
    return dict(sorted(libraries.items()))


def main():
    libraries = shipped()
    bad = {library: names for library, (names, _) in libraries.items() if not names & COMPATIBLE}
    for library, names in bad.items():
        print(
            f"{library}: expected a licence that is compatible with Apache-2.0 but got"
            f" {', '.join(sorted(names)) or 'none'}",
            file=sys.stderr,
        )
    if bad:
        sys.exit(1)
    rows = "\n".join(
        f"| {library} | {' or '.join(sorted(names & COMPATIBLE))} | {', '.join(sorted(places))} |"
        for library, (names, places) in libraries.items()
    )
    text = TEXT.format(rows=rows)
    match sys.argv[1:]:
        case []:
            print(text)
        case ["--write"]:
            DOCUMENT.write_text(text, encoding="utf-8")
        case ["--check"]:
            if DOCUMENT.read_text(encoding="utf-8") != text:
                sys.exit("docs/licences.md is outdated: run python3 deploy/licences.py --write")
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()

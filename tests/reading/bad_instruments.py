"""Instruments that contradict themselves: each is `kompas` of the small school with something changed.

The line numbers are those of tests/small-school/content/instruments/kompas.yml.
"""

from tests.reading.mistakes import KOMPAS, added, instrument, says

OBSERVED_SCALE = "    scale: {min: 1, max: 5, step: 0.5}\n"

IDS = [
    instrument(
        "blok-dubbel",
        {"{id: ruimte, name": "{id: rust, name"},
        says(11, "id 'rust' twice", "each id once", "rename one"),
    ),
    instrument(
        "element-dubbel",
        {"{id: beurten, name": "{id: begin, name"},
        says(14, "id 'begin' twice"),
    ),
    instrument(
        "laag-dubbel",
        {"  - id: samen\n": "  - id: zelf\n"},
        says(24, "id 'zelf' twice"),
    ),
    instrument("item-dubbel", {"{id: zelf-beurten,": "{id: zelf-begin,"}, says(23, "id 'zelf-begin' twice")),
    instrument("band-dubbel", {"{id: hoog,": "{id: laag,"}, says(40, "id 'laag' twice")),
    instrument(
        "as-dubbel",
        {"{id: kunnen,": "{id: willen,"},
        says(46, "id 'willen' twice"),
    ),
    instrument("cultuur-dubbel", {"{id: los,": "{id: stil,"}, says(52, "id 'stil' twice")),
    instrument(
        "tekst-dubbel",
        {"text: Ik verdeel de beurten.,": "text: ik  begin rustig,"},
        says(23, "text 'ik begin rustig', as in line 22", "a text of its own for each", "say what differs"),
    ),
    instrument(
        "kort-dubbel",
        {"short: Beurten verdelen": "short: Rustig begin"},
        says(23, "short 'Rustig begin', as in line 22", "a short of its own for each"),
    ),
    instrument(
        "item-in-twee-lagen",
        {"{id: samen-roddel,": "{id: zelf-begin,"},
        says(
            31,
            "id 'zelf-begin' for an item of layer 'samen' and of layer 'zelf'",
            "an id of its own for each item",
        ),
    ),
    instrument(
        "item-heet-als-kolom",
        {"{id: les-begin,": "{id: teacher,"},
        says(42, "id 'teacher'", "another id than axis, team, respondent"),
    ),
    added(
        "bestand-heet-anders",
        "content/instruments/bestand-heet-anders.yml",
        KOMPAS.replace("id: kompas\n", "id: anders\n"),
        says(
            1, "id 'anders' in a file named 'bestand-heet-anders.yml'", "names that agree", "name the file anders.yml"
        ),
    ),
]

SCALES = [
    instrument(
        "schaal-omgekeerd",
        {"scale: {min: 1, max: 5, step: 1,": "scale: {min: 5, max: 1, step: 1,"},
        says(6, "max 1", "more than min (5)"),
    ),
    instrument(
        "schaal-stap",
        {"scale: {min: 1, max: 5, step: 1,": "scale: {min: 1, max: 5, step: 0.3,"},
        says(6, "step 0.3", "expected 1 or 0.5"),
    ),
    instrument(
        "schaal-stap-nul",
        {"scale: {min: 1, max: 5, step: 1,": "scale: {min: 1, max: 5, step: 0,"},
        says(6, "step 0", "expected 1 or 0.5"),
    ),
    instrument(
        "schaal-te-lang",
        {"scale: {min: 1, max: 5, step: 1,": "scale: {min: 1, max: 500, step: 1,"},
        says(6, "max 500", "a scale of at most 100 scores"),
    ),
    instrument(
        "schaal-woord-ernaast",
        {"3: soms, 5: altijd": "3: soms, 7: altijd"},
        says(6, "a label for 7", "scores from 1 to 5"),
    ),
    instrument(
        "laagschaal-omgekeerd",
        {OBSERVED_SCALE: "    scale: {min: 5, max: 5, step: 0.5}\n"},
        says(37, "max 5", "more than min (5)"),
    ),
    instrument(
        "laagschaal-naast-brugas",
        {OBSERVED_SCALE: "    scale: {min: 4, max: 7, step: 0.5}\n"},
        says(37, "a scale without the instrument's bridge_axis (3.0)", "key 'thresholds' in this layer", "from 4 to 7"),
    ),
    instrument(
        "brugas-buiten-schaal",
        {"thresholds: {bridge_axis: 3.0,": "thresholds: {bridge_axis: 6.0,"},
        says(7, "bridge_axis 6.0", "a value on the scale, 1 to 5"),
    ),
    instrument(
        "laagdrempel-buiten-schaal",
        {OBSERVED_SCALE: OBSERVED_SCALE + "    thresholds: {bridge_axis: 0.5, spread: 0.8}\n"},
        says(38, "bridge_axis 0.5", "a value on the scale, 1 to 5"),
    ),
    instrument(
        "spreiding-negatief",
        {"spread: 0.8, border": "spread: -0.8, border"},
        says(7, "spread -0.8", "0 or more"),
    ),
    instrument("grens-negatief", {"border: 0.1}": "border: -0.1}"}, says(7, "border -0.1", "0 or more")),
]

PARTS = [
    instrument(
        "element-zonder-blok",
        {"name: Begin, block: rust": "name: Begin, block: rsut"},
        says(13, "unknown block 'rsut'", "one of rust, ruimte", "did you mean 'rust'?"),
    ),
    instrument(
        "onbekend-element",
        {"short: Rustig begin, element: begin}": "short: Rustig begin, element: bgein}"},
        says(42, "unknown element 'bgein'", "one of begin, beurten", "did you mean 'begin'?"),
    ),
    instrument(
        "onbekend-blok",
        {"short: Afspraken}": "short: Afspraken, block: vuur}"},
        says(30, "unknown block 'vuur'", "one of rust, ruimte"),
    ),
    instrument(
        "blok-tegen-element",
        {"short: Rustig begin, element: begin}": "short: Rustig begin, element: begin, block: ruimte}"},
        says(42, "block 'ruimte'", "expected 'rust'", "leave 'block' out"),
    ),
    instrument(
        "item-zonder-blok",
        {"short: Beurten, element: beurten}": "short: Beurten}"},
        says(43, "item 'les-beurten' without a block", "a mean of blocks"),
    ),
    instrument(
        "aanbeveling-onbekend",
        {"recommendations: [h1]}": "recommendations: [h1, h9]}"},
        says(22, "unknown recommendation 'h9'", "one of h1"),
    ),
]

BANDS = [
    instrument(
        "banden-op-vragenlijst",
        {
            "    items:\n      - {id: samen-afspraken": "    bands: [{id: een, name: een, description: Alles.}]\n"
            "    items:\n      - {id: samen-afspraken"
        },
        says(29, "bands on a survey layer", "a layer with observations"),
    ),
    instrument(
        "band-zonder-grens",
        {", below: 2.5}": "}"},
        says(38, "bands that leave lessons out", "'below' in every band but the last"),
    ),
    instrument(
        "laatste-band-met-grens",
        {"description: Vaak te zien.}": "description: Vaak te zien., below: 5}"},
        says(38, "bands that leave lessons out", "leave 'below' out of the last band only"),
    ),
    instrument(
        "banden-door-elkaar",
        {"      - {id: hoog,": "      - {id: midden, name: midden, description: Soms., below: 2}\n      - {id: hoog,"},
        says(38, "bands out of order", "rising values of 'below'"),
    ),
]

AXES = [
    instrument(
        "as-zonder-laag",
        {"position: [samen]": "position: [smaen]"},
        says(46, "unknown layer 'smaen'", "one of zelf, samen, lessen", "did you mean 'samen'?"),
    ),
    instrument(
        "ernaast-onbekend",
        {"beside: [zelf]": "beside: [zlef]"},
        says(45, "unknown layer 'zlef'", "did you mean 'zelf'?"),
    ),
    instrument(
        "laag-twee-keer-op-as",
        {"beside: [zelf]": "beside: [zelf, lessen]"},
        says(45, "layer 'lessen' 2 times", "each layer once, in 'position' or 'beside'"),
    ),
    instrument(
        "as-over-twee-schalen",
        {
            "position: [lessen], beside: [zelf]": "position: [lessen, zelf]",
            OBSERVED_SCALE: "    scale: {min: 1, max: 7}\n",
        },
        says(45, "layers with different scales or thresholds", "the same scale and thresholds"),
    ),
    instrument(
        "as-over-twee-drempels",
        {
            "position: [lessen], beside: [zelf]": "position: [lessen, zelf]",
            OBSERVED_SCALE: OBSERVED_SCALE + "    thresholds: {bridge_axis: 3.5, spread: 0.8}\n",
        },
        says(46, "layers with different scales or thresholds", "the same scale and thresholds"),
    ),
]

QUADRANT = [
    instrument(
        "kwadrant-onbekende-as",
        {"  x: willen\n": "  x: wilen\n"},
        says(48, "unknown axis 'wilen'", "one of kunnen, willen", "did you mean 'willen'?"),
    ),
    instrument(
        "kwadrant-met-een-as",
        {"  y: kunnen\n": "  y: willen\n"},
        says(49, "the same axis as x, 'willen'", "two different axes"),
    ),
    instrument(
        "hoek-dubbel",
        {"{id: vol, x: high, y: low,": "{id: vol, x: low, y: low,"},
        says(50, "2 cultures with x: low, y: low", "exactly one for each corner"),
        says(50, "0 cultures with x: high, y: low", "exactly one for each corner"),
    ),
]

BAD_INSTRUMENTS = [*IDS, *SCALES, *PARTS, *BANDS, *AXES, *QUADRANT]

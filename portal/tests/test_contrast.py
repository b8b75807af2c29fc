"""WCAG AA of the site's colours, computed from the stylesheet itself, in both themes."""

import re
from itertools import product
from pathlib import Path

import pytest

STYLES = Path(__file__).parents[1] / "static" / "portal" / "css" / "tokens.css"
TOKEN = re.compile(r"--([a-z0-9-]+): (#[0-9a-f]{6});")
GROUNDS = ("paper", "paper-2", "wash")
INKS = ("ink", "ink-2", "zhu", "shilv", "shiqing", "zhe", "mo")
# Text in the colour of the paper: solid seals, buttons, the skip link.
SOLIDS = ("ink", "zhu", "shilv", "zhe")
LEAST_FOR_TEXT = 4.5


def _themes() -> dict[str, dict[str, str]]:
    """The tokens of each theme; the dark one sets again what differs."""
    light, dark = STYLES.read_text(encoding="utf-8").split("(prefers-color-scheme: dark)")
    tokens = dict(TOKEN.findall(light))
    return {"light": tokens, "dark": tokens | dict(TOKEN.findall(dark))}


THEMES = _themes()


def _luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    channels = [value / 255 for value in bytes.fromhex(colour[1:])]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_reckoned_as_wcag_does():
    assert _contrast("#000000", "#ffffff") == pytest.approx(21)
    assert _contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
def test_both_themes_define_every_colour_that_text_uses(theme):
    assert set(INKS) | set(GROUNDS) <= set(THEMES[theme])


def test_the_dark_theme_sets_every_colour_of_the_light_one():
    assert not [name for name, colour in THEMES["light"].items() if THEMES["dark"][name] == colour]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground"), list(product(INKS, GROUNDS)))
def test_text_stands_out_from_its_ground(theme, ink, ground):
    tokens = THEMES[theme]
    assert _contrast(tokens[ink], tokens[ground]) >= LEAST_FOR_TEXT


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", SOLIDS)
def test_paper_coloured_text_stands_out_from_solid_colours(theme, ground):
    tokens = THEMES[theme]
    assert _contrast(tokens["paper"], tokens[ground]) >= LEAST_FOR_TEXT

"""The demo's drawn pictures: the same each time, legible on both themes, with or without fonts."""

import datetime as dt
import io
import subprocess
import sys

import pytest
from PIL import Image, ImageFont

from home.demo.edition import edition
from home.demo.loader import SCENE_NAMES
from home.demo.pictures import DUOTONES, draw_portrait, draw_scene
from home.demo.records import Picture
from home.demo.samples import samples
from home.demo.scenes import SCENES
from portal import fonts

TODAY = dt.date(2026, 11, 22)
NAMES = ["周明", "陈雨", "褚文", "葛维（示例）"]
PAGES = ["#FBF9F4", "#15140F"]
VERMILION = (179, 38, 30)


@pytest.fixture
def no_fonts(monkeypatch):
    monkeypatch.setattr(fonts, "_face", lambda song: None)


def _opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def _luminance(colour: str) -> float:
    channels = [value / 255 for value in bytes.fromhex(colour[1:])]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(c * weight for c, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", NAMES)
def test_a_portrait_is_a_square_picture(name):
    assert _opened(draw_portrait(name)).size == (480, 480)


@pytest.mark.usefixtures("no_fonts")
@pytest.mark.parametrize("name", NAMES)
def test_a_portrait_without_any_chinese_font_still_has_a_figure(name):
    image = _opened(draw_portrait(name))
    colours = {colour for _, colour in image.getcolors(maxcolors=480 * 480)}
    figures = {tuple(bytes.fromhex(figure[1:])) for _, figure in DUOTONES}
    assert image.size == (480, 480)
    assert colours & figures


@pytest.mark.usefixtures("no_fonts")
def test_portraits_without_a_font_differ_from_name_to_name():
    assert len({draw_portrait(name) for name in NAMES}) == len(NAMES)


def test_a_portrait_is_the_same_in_another_process():
    draw = "import sys; from home.demo.pictures import draw_portrait as d; "
    write = "sys.stdout.buffer.write(d(sys.argv[1]))"
    other = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", draw + write, NAMES[0]],
        capture_output=True,
        check=True,
    )
    assert other.stdout == draw_portrait(NAMES[0])


@pytest.mark.parametrize(("ground", "figure"), DUOTONES)
def test_figure_stands_out_from_its_ground(ground, figure):
    assert _contrast(ground, figure) >= 4.5


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("ground", "figure"), DUOTONES)
def test_ground_or_figure_stands_out_from_the_page_of_either_theme(ground, figure, page):
    assert max(_contrast(ground, page), _contrast(figure, page)) >= 4.5


def test_the_mainland_face_of_a_collection_is_used(monkeypatch, tmp_path):
    faces = [("Song CJK JP", "Bold"), ("Song CJK SC", "Regular"), ("Song CJK SC", "Bold")]

    class Face:
        def __init__(self, index: int) -> None:
            self.index = index

        def getname(self) -> tuple[str, str]:
            return faces[self.index]

    def truetype(path: str, size: int, index: int = 0) -> Face:
        if index >= len(faces):
            raise OSError("invalid argument")
        return Face(index)

    monkeypatch.setattr(ImageFont, "truetype", truetype)
    assert fonts._mainland_face(tmp_path / "any.ttc") == 2


@pytest.mark.parametrize("scene", sorted(SCENES))
def test_each_scene_is_drawn_the_same_each_time_with_something_in_vermilion(scene):
    data = draw_scene(scene)
    image = _opened(data)
    vermilion = [n for n, colour in image.getcolors(maxcolors=10**6) if colour == VERMILION]
    assert image.size == (1500, 1000)
    assert sum(vermilion) > 100
    assert data == draw_scene(scene)


def test_an_unknown_scene_is_refused_with_the_names_of_those_there_are():
    with pytest.raises(ValueError, match=r"'moon'.*assembly, charging, city, port"):
        draw_scene("moon")


def test_every_scene_of_the_demo_can_be_drawn_and_has_a_title():
    articles = edition(TODAY).articles + samples(TODAY).articles
    used = {block.scene for one in articles for block in one.body if isinstance(block, Picture)}
    used |= {one.lead_scene for one in articles if one.lead_scene}
    assert used
    assert used <= SCENES.keys()
    assert used <= SCENE_NAMES.keys()

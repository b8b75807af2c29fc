"""Files and pasted text become text, or a message that says what to do."""

import io
import struct
import tracemalloc
import zipfile

import pytest

from ..manuscripts.reading import MAX_BYTES, ManuscriptError, Reading, read_file, read_paste

COPY = "新重庆圆桌会\n“到2027年，产量超百万辆。”董事长王示例说。\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
STYLES = f"""<w:styles {WORD}>
<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/></w:style>
</w:styles>"""


def paragraph(text: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"


def docx(body: str = "", prologue: str = "", **parts: str | bytes) -> bytes:
    """A Word file as small as can be; `parts` are further files, `__` for a slash."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr("word/styles.xml", STYLES)
        package.writestr(
            "word/document.xml",
            f"{prologue}<w:document {WORD}><w:body>{body}</w:body></w:document>",
        )
        for name, content in parts.items():
            package.writestr(name.replace("__", "/"), content)
    return data.getvalue()


def refusal(data: bytes, name: str = "稿件.txt") -> str:
    with pytest.raises(ManuscriptError) as refused:
        read_file(data, name)
    assert f"“{name}”" in refused.value.message
    return refused.value.message


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (COPY.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + COPY.encode(), "utf-8"),
        (COPY.encode("gb18030"), "gb18030"),
        (COPY.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + COPY.encode("utf-16-be"), "utf-16"),
        (COPY.replace("\n", "\r\n").encode(), "utf-8"),
        (COPY.replace("\n", "\r").encode("gb18030"), "gb18030"),
    ],
)
def test_a_text_is_read_in_the_encoding_it_came_in(data, encoding):
    assert read_file(data, "稿件.txt") == Reading(COPY, encoding)


def test_a_text_stays_verbatim_but_for_the_line_ends():
    text = "　　全角空格、\ttab、 行末空格 \n\n\n１２３“引号\x1a"
    assert read_file(text.encode(), "a.txt").text == text
    assert read_paste(text.replace("\n", "\r\n")) == Reading(text, "utf-8")


def test_rare_characters_of_gb18030_are_read():
    assert read_file("镕𬭎㼆记者表示".encode("gb18030"), "a.txt").text == "镕𬭎㼆记者表示"


def test_a_text_without_chinese_is_a_text():
    assert read_file(b"Plain words.", "a.txt").text == "Plain words."


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", "　\n\ufeff".encode(), b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(data):
    message = refusal(data)
    assert "空" in message


def test_an_empty_paste_is_refused():
    with pytest.raises(ManuscriptError, match="请粘贴正文"):
        read_paste(" \n　")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (OLE + b"\0" * 600, "旧版 Word"),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0", "PNG 图片"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG 图片"),
        (b"GIF89a\1\0", "GIF 图片"),
        (b"II*\0\0\0", "TIFF 图片"),
        (b"RIFF\x24\0\0\0WEBP", "WebP"),
        (rb"{\rtf1\ansi \u20320?}", "RTF"),
        (b"Rar!\x1a\x07\0", "RAR"),
        (b"7z\xbc\xaf\x27\x1c\0\4", "7z"),
        (b"\x1f\x8b\x08\0", "gzip"),
        (b"<!DOCTYPE html><p>", "网页"),
        (b"\xef\xbb\xbf<html><p>", "网页"),
    ],
)
def test_files_of_other_programs_are_named_with_a_way_out(data, kind):
    message = refusal(data, "稿件.docx")
    assert kind in message
    assert "请" in message


def test_bytes_with_nul_are_no_text():
    assert "不是文字" in refusal("圆桌\0会".encode())


def test_bytes_that_are_mostly_control_characters_are_no_text():
    assert "不是文字" in refusal(bytes(range(1, 9)) * 50 + b"text")


def test_bytes_of_no_known_encoding_are_refused_with_the_line():
    message = refusal("第一行\n第二行\n".encode("gb18030") + b"\xff\xff\xff\n")
    assert "第 3 行" in message
    assert "另存为 UTF-8" in message


def test_utf8_with_a_damaged_byte_is_not_taken_for_gb18030():
    data = ("圆桌会\n" * 20).encode()
    message = refusal(data[:31] + b"\xa4" + data[31:])
    assert "UTF-8 编码，但第 4 行有损坏" in message


def test_utf16_cut_in_the_middle_is_refused():
    assert "UTF-16" in refusal("圆桌会".encode("utf-16")[:-1])


@pytest.mark.parametrize("data", [b"a" * (MAX_BYTES + 1), OLE + b"a" * MAX_BYTES])
def test_too_large_a_file_is_refused_with_both_sizes(data):
    assert "有 5.1 MB，最多 5 MB" in refusal(data)


def test_too_large_a_paste_is_refused_with_both_sizes():
    with pytest.raises(ManuscriptError, match="有 50 MB，最多 5 MB"):
        read_paste("a" * 50 * 1024 * 1024)


def test_a_paste_with_nul_is_refused():
    with pytest.raises(ManuscriptError, match="不是文字"):
        read_paste("圆桌\0会")


def test_a_word_file_gives_headings_paragraphs_rows_and_line_breaks():
    body = (
        paragraph("圆桌会", "a3")
        + paragraph("产业基础", "1")
        + paragraph("六个方面", "2")
        + f"<w:tbl>{row(paragraph('市经信委主任'), paragraph('王示例'))}"
        + f"{row(paragraph('梧桐科技'), paragraph('方示例'))}</w:tbl>"
        + "<w:p><w:r><w:t>前一行</w:t><w:br/><w:t>后一行</w:t></w:r></w:p>"
        + "<w:p/>"
        + paragraph("图为会场。记者 李示例 摄")
        + paragraph("", "1")
    )
    assert read_file(docx(body), "稿件.docx") == Reading(
        "# 圆桌会\n## 产业基础\n### 六个方面\n市经信委主任\t王示例\n梧桐科技\t方示例\n"
        "前一行\n后一行\n\n图为会场。记者 李示例 摄\n",
        "utf-8",
    )


def test_without_a_title_the_first_headings_stand_highest():
    assert read_file(docx(paragraph("产业基础", "1")), "a.docx").text == "# 产业基础"


def test_a_row_of_one_cell_is_a_frame_around_paragraphs():
    body = f"<w:tbl>{row(paragraph('第一段') + paragraph('第二段'), '<w:p/>')}</w:tbl>"
    assert read_file(docx(body), "a.docx").text.splitlines()[:2] == ["第一段", "第二段"]


def test_pictures_in_a_word_file_are_left_out():
    data = docx(paragraph("正文"), word__media__image1=b"\x89PNG" + b"\0" * 1000)
    assert read_file(data, "a.docx").text == "正文"


def test_a_word_file_is_known_by_its_content_whatever_its_name():
    assert read_file(docx(paragraph("正文")), "稿件.txt").text == "正文"
    assert read_file("正文".encode(), "稿件.docx").text == "正文"


def test_a_word_file_without_words_is_refused():
    assert "没有文字" in refusal(docx("<w:p/>"), "a.docx")


def zipped(**files: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        for name, content in files.items():
            package.writestr(name.replace("__", "/"), content)
    return data.getvalue()


def test_an_archive_is_refused_even_with_a_word_file_in_it():
    assert "请先解压" in refusal(zipped(**{"稿件.docx": docx(paragraph("正文"))}), "a.docx")
    assert "请先解压" in refusal(zipped(), "a.zip")


def test_sheets_and_slides_are_named():
    assert "Excel" in refusal(zipped(**{"xl/workbook.xml": b"<x/>"}))
    assert "PowerPoint" in refusal(zipped(**{"ppt/presentation.xml": b"<x/>"}))


def test_an_encrypted_word_file_is_refused():
    data = bytearray(docx(paragraph("正文")))
    place = data.rfind(b"PK\x01\x02")
    data[place + 8] |= 1
    assert "密码" in refusal(bytes(data), "a.docx")


def test_a_word_file_cut_short_is_refused():
    assert "已损坏" in refusal(docx(paragraph("正文"))[:-40], "a.docx")


def test_a_word_file_with_a_wrong_checksum_is_refused():
    data = docx(paragraph("正文"))
    place = data.find(b"word/document.xml") + len("word/document.xml")
    assert "已损坏" in refusal(data[:place] + b"\xff\xff" + data[place + 2 :], "a.docx")


@pytest.mark.parametrize("body", ["<w:p>", "<w:r><w:sz/></w:r></w:p>"])
def test_a_word_file_of_broken_xml_is_refused(body):
    assert "已损坏" in refusal(docx(body), "a.docx")


def test_a_word_file_without_its_main_part_is_refused():
    files = {"[Content_Types].xml": TYPES.encode(), "word/other.xml": b"<x/>"}
    assert "已损坏" in refusal(zipped(**files), "a.docx")


@pytest.mark.parametrize(
    "prologue",
    [
        "<!DOCTYPE w:document>",
        '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_entities_in_a_word_file_are_refused(prologue):
    assert "已损坏" in refusal(docx(paragraph("正文"), prologue), "a.docx")


def test_a_word_file_with_fields_inside_fields_without_end_is_refused():
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    with pytest.raises(ManuscriptError, match="Word"):
        read_file(docx(f"<w:p>{field * 2000}</w:p>"), "稿件.docx")


def test_a_word_file_with_ordinary_fields_is_read():
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = f"<w:p>{field * 100}<w:r><w:t>正文在此。</w:t></w:r></w:p>"
    assert "正文在此。" in read_file(docx(body), "稿件.docx").text


def test_a_word_file_nested_too_deep_is_refused():
    depth = 200
    body = "<w:smartTag>" * depth + paragraph("正文") + "</w:smartTag>" * depth
    assert "太复杂" in refusal(docx(body), "a.docx")


def test_a_word_file_of_too_many_elements_is_refused_at_once():
    assert "太复杂" in refusal(docx("<w:p/>" * 300_000), "a.docx")


def test_a_word_file_of_too_many_parts_is_refused():
    parts = {f"word__part{number}": b"" for number in range(2001)}
    assert "太复杂" in refusal(docx(paragraph("正文"), **parts), "a.docx")


def test_a_word_file_packed_in_another_way_is_refused():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_LZMA) as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr("word/document.xml", "<x/>")
    assert "太复杂" in refusal(data.getvalue(), "a.docx")


def test_a_zip_bomb_is_refused_in_little_memory():
    """A hundred times 10 MB of zeros, once told honestly and once with false sizes."""
    zeros = bytes(10 * 1024 * 1024)
    honest = io.BytesIO()
    with zipfile.ZipFile(honest, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", TYPES)
        for number in range(100):
            package.writestr(f"word/media{number}.xml", zeros)
    honest = honest.getvalue()
    assert len(honest) < MAX_BYTES
    lying = honest.replace(struct.pack("<L", len(zeros)), struct.pack("<L", 100))
    tracemalloc.start()
    try:
        assert "解开后太大" in refusal(honest, "a.docx")
        assert "已损坏" in refusal(lying, "a.docx")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 20 * 1024 * 1024

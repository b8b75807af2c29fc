"""StreamField blocks that initiatives and articles share."""

from django.conf import settings
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.images.blocks import ImageBlock

__all__ = [
    "DataFigureBlock",
    "DataFiguresBlock",
    "InitiativeBodyBlock",
    "PictureBlock",
    "SectionBlock",
    "SourcedTableBlock",
]


class SectionBlock(blocks.StructBlock):
    """A heading that opens a section, as printed: heading and subheading."""

    heading = blocks.CharBlock(label="小标题", max_length=40)
    subheading = blocks.CharBlock(label="副题", max_length=60, required=False)

    class Meta:
        label = "小标题"
        icon = "title"
        group = "结构"
        template = "initiatives/blocks/section.html"
        preview_value = {"heading": "产业基础", "subheading": "六个方面明显提升"}
        description = "开启一个部分"


class PictureBlock(blocks.StructBlock):
    """A picture as a newspaper prints it: with caption and credit."""

    image = ImageBlock(label="图片", help_text="替代文字写给看不见图片的读者；纯装饰图勾选装饰。")
    caption = blocks.CharBlock(label="图片说明", max_length=120, required=False)
    credit = blocks.CharBlock(
        label="来源", max_length=60, required=False, help_text="例如：记者 张三 摄；资料图片"
    )

    class Meta:
        label = "图片"
        icon = "image"
        group = "图与数"
        template = "initiatives/blocks/picture.html"
        preview_template = "initiatives/blocks/picture_preview.html"
        description = "图片、说明与来源"


class DataFigureBlock(blocks.StructBlock):
    """One big number and what it means."""

    value = blocks.CharBlock(label="数字", max_length=20, help_text="例如：254万")
    unit = blocks.CharBlock(label="单位", max_length=12, required=False, help_text="例如：辆")
    label = blocks.CharBlock(label="含义", max_length=60, help_text="例如：2024年汽车产量")
    source = blocks.CharBlock(label="数据来源", max_length=80, required=False)

    class Meta:
        label = "数字"
        icon = "order"


class DataFiguresBlock(blocks.StructBlock):
    """A row of big numbers."""

    figures = blocks.ListBlock(DataFigureBlock(), label="数字", min_num=1, max_num=6)

    class Meta:
        label = "数据"
        icon = "order"
        group = "图与数"
        template = "initiatives/blocks/figures.html"
        description = "一至六个大号数字，带含义与来源"
        preview_value = {
            "figures": [
                {"value": "254万", "unit": "辆", "label": "2024年汽车产量", "source": "示例"},
                {"value": "78", "unit": "%", "label": "占全市比重", "source": "示例"},
            ]
        }


class SourcedTableBlock(blocks.StructBlock):
    """A table with a caption and a source."""

    caption = blocks.CharBlock(label="表题", max_length=80)
    table = TableBlock(
        label="表格",
        table_options={"language": "zh-CN", "renderer": "text", "contextMenu": True},
    )
    source = blocks.CharBlock(label="数据来源", max_length=80, required=False)

    class Meta:
        label = "表格"
        icon = "table"
        group = "图与数"
        template = "initiatives/blocks/table.html"
        description = "带表题和来源的表格"
        preview_value = {
            "caption": "汽车产量（示例）",
            "table": {
                "data": [["年份", "产量（万辆）"], ["2023", "232"], ["2024", "254"]],
                "first_row_is_table_header": True,
                "first_col_is_header": False,
            },
            "source": "示例",
        }


class InitiativeBodyBlock(blocks.StreamBlock):
    """What an initiative's profile is made of."""

    section = SectionBlock()
    paragraph = blocks.RichTextBlock(
        label="正文",
        icon="pilcrow",
        features=settings.PLAIN_FEATURES,
        group="文字",
        template="initiatives/blocks/paragraph.html",
        preview_value="<p>这项行动由市级部门牵头，分三年实施。</p>",
        description="一段或几段文字",
    )
    picture = PictureBlock()
    figures = DataFiguresBlock()
    table = SourcedTableBlock()

    class Meta:
        label = "正文"

"""StreamField blocks of roundtables and commentaries."""

from django.conf import settings
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from initiatives.blocks import DataFiguresBlock, PictureBlock, SectionBlock, SourcedTableBlock
from initiatives.models import Person

__all__ = ["CommentaryBodyBlock", "RoundtableBodyBlock", "StatementBlock"]


class ParagraphBlock(blocks.RichTextBlock):
    """Narration: the newsroom's own words. Sentences in it can be marked too."""

    def __init__(self, **kwargs) -> None:
        super().__init__(**{"features": settings.PARAGRAPH_FEATURES, **kwargs})

    class Meta:
        label = "叙述"
        icon = "pilcrow"
        group = "文字"
        template = "articles/blocks/paragraph.html"
        preview_value = "<p>座谈会在重庆召开，业界就产业方向交换意见。</p>"
        description = "编辑部的话；选中其中的句子可以标为承诺"


class StatementBlock(blocks.StructBlock):
    """What one speaker says, in one turn."""

    speaker = SnippetChooserBlock(Person, label="说话人")
    text = blocks.RichTextBlock(
        label="说的话",
        features=settings.PARAGRAPH_FEATURES,
        help_text="选中一句话，点工具栏上的“承诺”，即可标记。",
    )

    class Meta:
        label = "发言"
        icon = "openquote"
        group = "文字"
        template = "articles/blocks/statement.html"
        description = "一位说话人的一段话；选中其中的句子可以标为承诺"

    def get_preview_value(self) -> blocks.StructValue:
        """For the block picker; the speaker is in no database."""
        return self.normalize(
            {
                "speaker": Person(name="王示例", title="示例汽车总经理", slug="wang-shi-li"),
                "text": "<p>产业基础已经打好。到2027年，我们的年产量要超过百万辆。</p>",
            }
        )


class QuestionBlock(blocks.TextBlock):
    """The moderator's question."""

    class Meta:
        label = "主持人提问"
        icon = "help"
        group = "文字"
        template = "articles/blocks/question.html"
        preview_value = "有了产业基础之后，下一步的方向在哪里？"
        description = "主持人的一个问题"


class PullQuoteBlock(blocks.StructBlock):
    """A short quote set large. Repeats words that are in the text; never new ones."""

    text = blocks.TextBlock(label="引语", max_length=120)
    attribution = blocks.CharBlock(label="出自", max_length=40, required=False)

    class Meta:
        label = "大引语"
        icon = "openquote"
        group = "文字"
        template = "articles/blocks/pull_quote.html"
        description = "从正文里摘一句，放大排"
        preview_value = {"text": "这笔账按十年算才算得平。", "attribution": "柏舟（示例）"}


class RoundtableBodyBlock(blocks.StreamBlock):
    """The order of a roundtable: sections, questions, turns, and what illustrates them."""

    section = SectionBlock()
    question = QuestionBlock()
    statement = StatementBlock()
    paragraph = ParagraphBlock()
    pull_quote = PullQuoteBlock()
    picture = PictureBlock()
    figures = DataFiguresBlock()
    table = SourcedTableBlock()

    class Meta:
        label = "正文"


class CommentaryBodyBlock(blocks.StreamBlock):
    """A signed column."""

    section = SectionBlock()
    paragraph = ParagraphBlock(label="正文", description="选中其中的句子可以标为承诺")
    pull_quote = PullQuoteBlock()
    picture = PictureBlock()
    figures = DataFiguresBlock()
    table = SourcedTableBlock()

    class Meta:
        label = "正文"

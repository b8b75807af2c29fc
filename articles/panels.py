"""How an editor's form for an article is laid out."""

from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, Panel

__all__ = ["article_panels"]


def article_panels(title_panels: list, *extra_fields: str) -> list[Panel]:
    """Title, print data, people, text, links, corrections; `extra_fields` follow the column."""
    return [
        *title_panels,
        FieldPanel("kicker"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("column"), *map(FieldPanel, extra_fields)]),
                FieldRowPanel([FieldPanel("edition_date"), FieldPanel("edition_page")]),
            ],
            heading="栏目与版次",
        ),
        FieldPanel("standfirst"),
        FieldPanel("disclaimer"),
        FieldPanel("lead_image"),
        InlinePanel(
            "appearances",
            heading="出席与署名",
            label="人物",
            help_text="按见报顺序；职务写当天的。",
        ),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel("initiatives"), FieldPanel("topics")],
            heading="行动档案与主题",
        ),
        InlinePanel(
            "corrections",
            heading="更正",
            label="更正",
            help_text="公开刊出，并列入更正页；刊出后不能删改，有误再加一条。",
        ),
    ]

"""Who may do what: 记者 drafts, 编辑 publishes, 主编 approves verdicts, 协会 stays outside.

Permission rows are made here with the names Django and Wagtail would use after the migration:
both leave existing rows alone.
"""

from django.db import migrations

REPORTER, EDITOR, CHIEF, ASSOCIATION = "记者", "编辑", "主编", "协会"

ACTIONS = {
    "add": "添加",
    "change": "修改",
    "delete": "删除",
    "view": "查看",
    "publish": "发布",
    "lock": "锁定",
    "unlock": "解锁",
    "choose": "选用",
    "bulk_delete": "批量删除",
    "approve": "核准",
}
# (app, model, Chinese name) of the snippets that are drafted, reviewed and published.
PUBLISHABLE = [
    ("initiatives", "person", "人物"),
    ("initiatives", "organisation", "机构"),
    ("initiatives", "commitment", "承诺"),
]
# Saved at once, without a draft: only for those who may publish.
IMMEDIATE = [
    ("initiatives", "topic", "主题"),
    ("initiatives", "reply", "回应"),
    ("initiatives", "progressreport", "进展申报"),
]
ASSESSMENT = ("initiatives", "assessment", "判定")
SETTINGS = ("home", "newsroomsettings", "站点信息")
REDIRECT = ("wagtailredirects", "redirect", "跳转")
USER = ("portal", "user", "用户")
PAGE = ("wagtailcore", "page", "页面")
IMAGE = ("wagtailimages", "image", "图片")
DOCUMENT = ("wagtaildocs", "document", "文件")
COLLECTION = ("wagtailcore", "collection", "收藏集")

DRAFTING = ["add", "change", "view"]
PUBLISHING = [*DRAFTING, "delete", "publish", "lock", "unlock"]
MANAGING = [*DRAFTING, "delete"]

MODEL_PERMISSIONS = {
    REPORTER: [
        *((model, DRAFTING) for model in PUBLISHABLE),
        *((model, ["view"]) for model in [*IMMEDIATE, ASSESSMENT]),
    ],
    EDITOR: [
        *((model, PUBLISHING) for model in PUBLISHABLE),
        *((model, MANAGING) for model in IMMEDIATE),
        # 修改: only one's own proposal, before anybody has decided about it.
        (ASSESSMENT, ["add", "change", "view"]),
    ],
}
MODEL_PERMISSIONS[CHIEF] = [
    *MODEL_PERMISSIONS[EDITOR],
    (ASSESSMENT, ["approve"]),
    (SETTINGS, ["change"]),
    (REDIRECT, MANAGING),
    (USER, ["view"]),
]
PAGE_PERMISSIONS = {
    REPORTER: ["add", "change"],
    EDITOR: ["add", "change", "publish", "lock", "unlock", "bulk_delete"],
    CHIEF: ["add", "change", "publish", "lock", "unlock", "bulk_delete"],
}
COLLECTION_PERMISSIONS = {
    REPORTER: [(IMAGE, ["add", "choose"]), (DOCUMENT, ["add", "choose"])],
    EDITOR: [
        (IMAGE, ["add", "change", "choose"]),
        (DOCUMENT, ["add", "change", "choose"]),
        (COLLECTION, ["add", "change"]),
    ],
    CHIEF: [
        (IMAGE, ["add", "change", "choose"]),
        (DOCUMENT, ["add", "change", "choose"]),
        (COLLECTION, ["add", "change", "delete"]),
    ],
}


def permission(apps, model, action):
    """The row for one action on one model, made if it is not there yet."""
    app_label, model_name, chinese = model
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app_label, model=model_name
    )
    row, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type,
        codename=f"{action}_{model_name}",
        defaults={"name": f"可以{ACTIONS[action]}{chinese}"},
    )
    return row


def admin_access(apps):
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="wagtailadmin", model="admin"
    )
    row, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type,
        codename="access_admin",
        defaults={"name": "可以进入编辑后台"},
    )
    return row


def create_roles(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    GroupPagePermission = apps.get_model("wagtailcore", "GroupPagePermission")
    GroupCollectionPermission = apps.get_model("wagtailcore", "GroupCollectionPermission")
    home = apps.get_model("home", "HomePage").objects.get()
    root_collection = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)

    Group.objects.filter(name__in=["Moderators", "Editors"]).delete()
    Group.objects.get_or_create(name=ASSOCIATION)
    for name in (REPORTER, EDITOR, CHIEF):
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.set(
            [
                admin_access(apps),
                *(
                    permission(apps, model, action)
                    for model, actions in MODEL_PERMISSIONS[name]
                    for action in actions
                ),
            ]
        )
        for action in PAGE_PERMISSIONS[name]:
            GroupPagePermission.objects.get_or_create(
                group=group, page_id=home.pk, permission=permission(apps, PAGE, action)
            )
        for model, actions in COLLECTION_PERMISSIONS[name]:
            for action in actions:
                GroupCollectionPermission.objects.get_or_create(
                    group=group,
                    collection=root_collection,
                    permission=permission(apps, model, action),
                )


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0002_site_tree"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]

    operations = [migrations.RunPython(create_roles, migrations.RunPython.noop)]

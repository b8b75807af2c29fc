"""Settings shared by every environment; see dev, test and production beside this file."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF, UNSAFE_INLINE

PROJECT_DIR = Path(__file__).resolve().parent.parent
BASE_DIR = PROJECT_DIR.parent

env = environ.Env()

# Everything the running site writes (database, uploads, collected files) lives in one folder.
VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)

INSTALLED_APPS = [
    "home",
    "articles",
    "initiatives",
    "portal",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.middleware.ContentSecurityPolicyMiddleware",
    "portal.middleware.OpenToEverySiteMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.languages.AddressLanguageMiddleware",
    "portal.middleware.RefuseNulBytesMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "portal.languages.EveryLanguageRedirectMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "home.context_processors.newsroom",
            ],
            "builtins": ["django.templatetags.i18n", "portal.templatetags.typography"],
        },
    },
]

# `make run DATABASE_URL=postgres://…` and production choose PostgreSQL here.
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
if DATABASES["default"].get("ENGINE") == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "portal.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "wagtailadmin_login"
LOGIN_REDIRECT_URL = "/"

LANGUAGE_CODE = "zh-hans"
# Content is Chinese; readers may have the interface in English, under /en/.
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
LOCALE_PATHS = [PROJECT_DIR / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "portal.stylesheets.StylesheetFinder",
]
# What readers get as one file, in this order.
PUBLIC_STYLESHEETS = [
    "portal/css/tokens.css",
    "portal/css/site.css",
    "portal/css/masthead.css",
    "portal/css/lists.css",
    "portal/css/search.css",
    "portal/css/blocks.css",
    "initiatives/css/ledger.css",
    "initiatives/css/explorer.css",
    "initiatives/css/commitment.css",
    "initiatives/css/facing.css",
    "initiatives/css/profile.css",
    "initiatives/css/pictures.css",
    "initiatives/css/share.css",
    "initiatives/css/reply.css",
    "articles/css/article.css",
    "home/css/front.css",
    "home/css/data.css",
    "portal/css/print.css",
]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
# Workbooks and evidence of the associations: only views that ask who reads hand these out.
PRIVATE_ROOT = VAR_DIR / "private"
# How many proxies in front write down, at the end of X-Forwarded-For, whom they heard from.
TRUSTED_PROXIES = 0
# Whether Django itself hands out uploads; in production the proxy does.
SERVES_MEDIA = False
# The page for developers with every component in every state.
STYLEGUIDE = False
# The demo's passwords are public, so it is loaded without asking on one's own machine only.
IS_PUBLIC = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "renditions": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "renditions",
        "TIMEOUT": 3600,
        "OPTIONS": {"MAX_ENTRIES": 2000},
    },
}

# `imports` reads uploaded workbooks: minutes of work that mail and search must not wait for.
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "imports": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
}

EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

# Readers: no inline script or style, nothing from elsewhere.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [SELF],
        "frame-ancestors": [SELF],
    }
}
# The editors' admin: Wagtail's own choosers and date pickers write inline scripts and styles.
ADMIN_CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        **CONTENT_SECURITY_POLICY["DIRECTIVES"],
        "script-src": [SELF, UNSAFE_INLINE],
        "style-src": [SELF, UNSAFE_INLINE],
        "img-src": [SELF, "data:", "blob:"],
        "frame-src": [SELF],
    }
}
X_FRAME_OPTIONS = "SAMEORIGIN"

WAGTAIL_SITE_NAME = "言诺"
WAGTAILADMIN_BASE_URL = env("BASE_URL", default="http://127.0.0.1:8000")
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", "简体中文")]
WAGTAIL_CONTENT_LANGUAGES = [("zh-hans", "简体中文")]
WAGTAIL_I18N_ENABLED = False
WAGTAIL_USER_TIME_ZONES = ["Asia/Shanghai"]
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILIMAGES_IMAGE_MODEL = "portal.NewsImage"
WAGTAILIMAGES_INDEX_PAGE_SIZE = 30
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "portal.search"}}
WAGTAILEMBEDS_FINDERS: list[dict] = []
# What an editor may do inside a paragraph; `commitment` is the mark of articles.rich_text.
PARAGRAPH_FEATURES = ["bold", "link", "ol", "ul", "commitment"]
PLAIN_FEATURES = ["bold", "link", "ol", "ul"]

DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
SILENCED_SYSTEM_CHECKS: list[str] = []

REST_FRAMEWORK = {"DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema"}
# Of the API: its title, and which addresses belong to it.
SPECTACULAR_SETTINGS = {
    "TITLE": "承诺簿",
    "DESCRIPTION": "谁在什么时候说了什么、多少、何时，出处，编辑部怎样判定，凭什么。只读。",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "PREPROCESSING_HOOKS": ["home.api.schema.only_this_api"],
    # Words of the vocabulary stand where they are used.
    "POSTPROCESSING_HOOKS": ["drf_spectacular.hooks.postprocess_schema_enum_id_removal"],
}

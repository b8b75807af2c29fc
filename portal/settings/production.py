"""Everything from the environment; starts only when nothing dangerous or missing is in it."""

from django.core.exceptions import ImproperlyConfigured

from . import opensearch
from .base import *
from .base import CACHES, DATABASES, VAR_DIR, env

SHORTEST_SECRET = 50


def _required(name: str, meaning: str) -> str:
    value = env(name, default="").strip()
    if not value:
        raise ImproperlyConfigured(f"缺少环境变量 {name}（{meaning}），门户拒绝启动。")
    return value


if env.bool("DEBUG", default=False):
    raise ImproperlyConfigured("环境变量 DEBUG 已打开：正式环境会把内部信息显示给读者，拒绝启动。")
DEBUG = False

SECRET_KEY = _required("SECRET_KEY", "加密用的随机长字符串")
if (
    len(SECRET_KEY) < SHORTEST_SECRET
    or len(set(SECRET_KEY)) < 10
    or SECRET_KEY.startswith("django-insecure-")
):
    raise ImproperlyConfigured(
        f"环境变量 SECRET_KEY 太弱：至少 {SHORTEST_SECRET} 个随机字符，拒绝启动。"
    )

ALLOWED_HOSTS = _required("ALLOWED_HOSTS", "域名，用逗号分隔").replace(" ", "").split(",")
# A leading dot lets every subdomain in: a wildcard too.
if any(not host or host.startswith(".") or "*" in host for host in ALLOWED_HOSTS):
    raise ImproperlyConfigured("环境变量 ALLOWED_HOSTS 须逐个写出域名，不接受通配符，拒绝启动。")

WAGTAILADMIN_BASE_URL = (env("BASE_URL", default="") or f"https://{ALLOWED_HOSTS[0]}").rstrip("/")
if not WAGTAILADMIN_BASE_URL.startswith("https://"):
    raise ImproperlyConfigured("环境变量 BASE_URL 须以 https:// 开头，拒绝启动。")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[]) or [WAGTAILADMIN_BASE_URL]
# The container's own health check asks on the loopback address.
ALLOWED_HOSTS.append("127.0.0.1")

# SQLite is fine for one small server, but only for those who write sqlite:/// themselves.
_required("DATABASE_URL", "数据库地址，如 postgres://用户:口令@主机/库名")
if "ENGINE" not in DATABASES["default"]:
    raise ImproperlyConfigured("环境变量 DATABASE_URL 不是数据库地址，门户拒绝启动。")

# The proxy in front ends TLS and says so in this header; it must overwrite what clients send.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=1)
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=3600)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", default=True)
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

# Editors preview pages in a frame of the same site, so X-Frame-Options can't be DENY.
SILENCED_SYSTEM_CHECKS = ["security.W019"]

MEDIA_ROOT = env("MEDIA_ROOT", default=str(VAR_DIR / "media"))
PRIVATE_ROOT = env("PRIVATE_ROOT", default=str(VAR_DIR / "private"))
STATIC_ROOT = env("STATIC_ROOT", default=str(VAR_DIR / "static"))

# Several web processes share one cache through Redis; without it each keeps its own.
if opensearch_url := env("OPENSEARCH_URL", default=""):
    WAGTAILSEARCH_BACKENDS = opensearch.backends(opensearch_url)

if redis_url := env("REDIS_URL", default=""):
    CACHES = {
        name: cache
        | {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": redis_url,
            "KEY_PREFIX": name,
            "OPTIONS": {},
        }
        for name, cache in CACHES.items()
    }

# Work that may wait is queued in the database; `manage.py db_worker` does it, and another one
# with `--backend imports` reads workbooks.
TASKS = {
    "default": {"BACKEND": "django_tasks_db.DatabaseBackend"},
    "imports": {"BACKEND": "django_tasks_db.DatabaseBackend"},
}

globals().update(env.email("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env("DEFAULT_FROM_EMAIL", default="portal@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    # Robots that ask for other hosts get their 400 without a page of traceback each.
    "loggers": {"django.security.DisallowedHost": {"handlers": [], "propagate": False}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
}

"""Everything that can be set about the portal, from environment variables (docs/settings.md).

A missing or wrong value raises WrongSetting with a sentence; DEBUG is off unless asked for.
"""

from datetime import timedelta
from pathlib import Path

import bootstrap_wrapper
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from evalportal.database import database_settings
from evalportal.environment import (
    WrongSetting,
    envbool,
    envchoice,
    envdata,
    envfolder,
    envhosts,
    envint,
    envmatch,
    envtext,
    refuse_unknown,
)
from evalportal.secret import secret_key

BASE_DIR = Path(__file__).resolve().parent.parent

# --- Where and how this portal runs -----------------------------------------------------------------

LOCAL = envchoice("EVALPORTAL_MODE", "production", ("production", "local")) == "local"
DEBUG = envbool("EVALPORTAL_DEBUG", False)
DATA_FOLDER = envdata("EVALPORTAL_DATA", BASE_DIR / "data")
SECRET_KEY = secret_key(folder=DATA_FOLDER, local=LOCAL)

ALLOWED_HOSTS = envhosts("EVALPORTAL_ALLOWED_HOSTS") or (["127.0.0.1", "localhost", "[::1]"] if LOCAL else [])
if not ALLOWED_HOSTS:
    raise WrongSetting(
        "EVALPORTAL_ALLOWED_HOSTS is not set, and without it no address is answered: "
        "set it to the host names of the portal, separated by commas."
    )
if "*" in ALLOWED_HOSTS and not LOCAL:
    raise WrongSetting(
        "EVALPORTAL_ALLOWED_HOSTS holds *, which lets anyone forge the address of the portal: name the hosts."
    )

# --- Parts --------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "evalportal",
    "scoring",
    "departments",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "axes",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "departments.network_address.NetworkAddressMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "departments.accounts.middleware.SignInRequired",
    "departments.accounts.middleware.NothingLeftBehind",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "evalportal.urls"
WSGI_APPLICATION = "evalportal.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "evalportal.masthead.masthead",
            ],
        },
    },
]
# Own widgets lie with the other templates.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# Whose portal this is, in the head of each page; empty: the finance bureau among the departments.
BUREAU = envtext("EVALPORTAL_BUREAU")

# --- Data ---------------------------------------------------------------------------------------------

DATABASES = {"default": database_settings(DATA_FOLDER)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Attachments and stored documents: outside the static tree, handed out only by views that check access.
MEDIA_ROOT = DATA_FOLDER / "files"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

ATTACHMENT_MAX_BYTES = envint("EVALPORTAL_ATTACHMENT_MB", 20, minimum=1, maximum=200) * 1024 * 1024
ATTACHMENTS_PER_PLACE = envint("EVALPORTAL_ATTACHMENTS_PER_PLACE", 20, minimum=1, maximum=200)
ATTACHMENTS_PER_REPORT = envint("EVALPORTAL_ATTACHMENTS_PER_REPORT", 400, minimum=1, maximum=10000)
# Drops a larger file while it arrives, before it fills the disk; the others are Django's own.
FILE_UPLOAD_HANDLERS = [
    "departments.attachments.size_guard.SizeGuard",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# The internal location of nginx that serves MEDIA_ROOT, such as /files/; empty: the portal sends files itself.
ACCEL_REDIRECT = envmatch("EVALPORTAL_ACCEL_REDIRECT", "", r"/\S+/", must="begin and end with /")
# After so many days the package that somebody exported is swept.
EXPORT_DAYS = envint("EVALPORTAL_EXPORT_DAYS", 7, minimum=1, maximum=90)
# A form without files: the longest narrative is some hundred kilobytes.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 20

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# --- Finished documents --------------------------------------------------------------------------------

# The bureau's own licensed 仿宋, 黑体, 楷体, 小标宋; `make fonts` puts open ones into the folder fandol below it.
FONT_DIR = envfolder("EVALPORTAL_FONT_DIR", DATA_FOLDER / "fonts")
PDF_VARIANT = envchoice("EVALPORTAL_PDF_VARIANT", "", ("", "pdf/ua-1", "pdf/a-2u", "pdf/a-3a"))

# --- Mail ----------------------------------------------------------------------------------------------

# Without a mail server nothing leaves: local to the terminal, otherwise to files in the data folder.
MAIL = envchoice("EVALPORTAL_MAIL", "console" if LOCAL else "file", ("console", "file", "smtp"))
EMAIL_BACKEND = {
    "console": "django.core.mail.backends.console.EmailBackend",
    "file": "django.core.mail.backends.filebased.EmailBackend",
    "smtp": "django.core.mail.backends.smtp.EmailBackend",
}[MAIL]
EMAIL_FILE_PATH = DATA_FOLDER / "mail"
EMAIL_HOST = envtext("EVALPORTAL_SMTP_HOST", "localhost")
EMAIL_PORT = envint("EVALPORTAL_SMTP_PORT", 25, minimum=1, maximum=65535)
EMAIL_HOST_USER = envtext("EVALPORTAL_SMTP_USER")
EMAIL_HOST_PASSWORD = envtext("EVALPORTAL_SMTP_PASSWORD")
_encryption = envchoice("EVALPORTAL_SMTP_ENCRYPTION", "none", ("none", "starttls", "tls"))
EMAIL_USE_TLS = _encryption == "starttls"
EMAIL_USE_SSL = _encryption == "tls"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = envmatch(
    "EVALPORTAL_MAIL_FROM", "evalportal@localhost", r"[^@]*[^@\s]@[^@\s]+", must="be an address of mail"
)
# Where the links in mails lead; empty: mails hold none.
SITE_URL = envmatch(
    "EVALPORTAL_URL", "", r"https?://[^\s/]+(/\S*)?", must="be an address such as https://jixiao.example.gov.cn"
)

# --- Accounts -----------------------------------------------------------------------------------------

AUTH_USER_MODEL = "departments.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"

# GB/T 22239-2019 8.1.4.1: a limit on failures, a time-out of idle sessions, passwords changed from time to time.
AXES_FAILURE_LIMIT = envint("EVALPORTAL_LOCKOUT_FAILURES", 5, minimum=3, maximum=20)
AXES_COOLOFF_TIME = timedelta(minutes=envint("EVALPORTAL_LOCKOUT_MINUTES", 20, minimum=1, maximum=1440))
# By account: behind one address of an office sit all its people, and one of them must not lock out the rest.
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_RESET_ON_SUCCESS = True
# The end that the page names stays the end, however often somebody tries meanwhile.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_ENABLE_ADMIN = False
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
AXES_HTTP_RESPONSE_CODE = 429
AXES_USERNAME_CALLABLE = "departments.accounts.lockout.counted_account"
AXES_CLIENT_IP_CALLABLE = "departments.accounts.lockout.counted_address"
AXES_LOCKOUT_CALLABLE = "departments.accounts.lockout.answer_locked"
SILENCED_SYSTEM_CHECKS = [
    "axes.W006",  # wants the address among the parameters; see above why the account alone decides
    "security.W005",  # HSTS for other hosts of the domain is not the portal's to decide,
    "security.W021",  # nor is a browser's preload list
]

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "departments.accounts.validation.LongEnough", "OPTIONS": {"min_length": 8}},
    {"NAME": "departments.accounts.validation.CharacterClasses"},
    {"NAME": "departments.accounts.validation.NotTheAccountName"},
    {"NAME": "departments.accounts.validation.NotRecentlyUsed", "OPTIONS": {"remembered": 5}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_DAYS = envint("EVALPORTAL_PASSWORD_DAYS", 180, minimum=0, maximum=3650)
IDLE_MINUTES = envint("EVALPORTAL_IDLE_MINUTES", 30, minimum=5, maximum=480)
# How many reverse proxies stand in front; decides which part of X-Forwarded-For is believed, if any.
PROXIES = envint("EVALPORTAL_PROXIES", 0, minimum=0, maximum=5)

# --- Transport, cookies, headers ----------------------------------------------------------------------

HTTPS = envbool("EVALPORTAL_HTTPS", not LOCAL)
if HTTPS and PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

SESSION_COOKIE_NAME = "evalportal_session"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# The time-out counts from the last renewal, and a session is renewed at most once a minute, so that an
# autosave every few seconds does not write the session as well: hence the minute on top.
SESSION_RENEW_SECONDS = 60
SESSION_COOKIE_AGE = IDLE_MINUTES * 60 + SESSION_RENEW_SECONDS
CSRF_COOKIE_NAME = "evalportal_csrf"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "evalportal.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}

# --- Style sheets and scripts -------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = DATA_FOLDER / "static"
STATICFILES_DIRS = [BASE_DIR / "static", ("bootstrap", bootstrap_wrapper.get_bootstrap_dir())]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "evalportal.static_files.HashedStaticFiles"},
}

# --- Language and time --------------------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# --- Log: to stderr, where systemd or a container picks it up ------------------------------------------

LOG_LEVEL = envchoice("EVALPORTAL_LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        name: {"handlers": ["stderr"], "level": LOG_LEVEL, "propagate": False}
        for name in ("django", "django_tasks", "evalportal", "scoring", "departments")
    },
}

refuse_unknown()

"""Which kinds of files are taken, and what to do with those that are not."""

from dataclasses import dataclass

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.attachments.names import split_name
from departments.attachments.refusal import FileRefused


@dataclass(frozen=True)
class Kind:
    """A kind of file: `label` as people call it, the extensions that stand for it, how it is handed out."""

    code: str
    label: str
    extensions: tuple[str, ...]
    content_type: str


_OFFICE = "application/vnd.openxmlformats-officedocument"

KINDS = {
    kind.code: kind
    for kind in (
        Kind("pdf", "PDF", ("pdf",), "application/pdf"),
        Kind("docx", "Word", ("docx",), f"{_OFFICE}.wordprocessingml.document"),
        Kind("xlsx", "Excel", ("xlsx",), f"{_OFFICE}.spreadsheetml.sheet"),
        Kind("jpg", "JPG", ("jpg", "jpeg"), "image/jpeg"),
        Kind("png", "PNG", ("png",), "image/png"),
    )
}
EXTENSIONS = {extension: kind for kind in KINDS.values() for extension in kind.extensions}

_ADVICE = {
    ("doc", "wps", "rtf", "dot", "wpt"): gettext_lazy("请用 Word 或 WPS 打开，另存为 .docx 后再上传。"),
    ("xls", "et", "xlt", "ett", "csv"): gettext_lazy("请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。"),
    ("docm", "dotm", "xlsm", "xltm", "xlsb", "xlam", "pptm"): gettext_lazy(
        "这种格式可以带宏，请另存为不带宏的 .docx 或 .xlsx 后再上传。"
    ),
    ("ppt", "pptx", "dps", "ofd", "ceb", "caj", "dotx", "xltx", "odt", "ods"): gettext_lazy(
        "请打开后另存（打印）为 PDF 再上传。"
    ),
    ("zip", "rar", "7z", "tar", "gz"): gettext_lazy("不能上传压缩包，请解压后逐个上传。"),
    ("bmp", "gif", "tif", "tiff", "webp", "heic"): gettext_lazy("请另存为 JPG 或 PNG 图片后再上传。"),
}
_ANY_OTHER = gettext_lazy("只能上传 PDF、Word（.docx）、Excel（.xlsx）、JPG 和 PNG 文件。")


def kind_by_name(name: str) -> Kind:
    """The kind that the extension promises; raises FileRefused with what to do for one that is not taken."""
    extension = split_name(name)[1]
    kind = EXTENSIONS.get(extension)
    if kind:
        return kind
    advice = next((advice for extensions, advice in _ADVICE.items() if extension in extensions), _ANY_OTHER)
    raise FileRefused(_("“%(name)s”不能上传。%(advice)s") % {"name": name, "advice": advice})


def largest_size() -> str:
    """The largest file that is taken, in words: 20 MB."""
    return filesizeformat(settings.ATTACHMENT_MAX_BYTES).replace(".0", "", 1)

"""The sentences that several checks share."""

from django.utils.translation import gettext as _

from departments.attachments.refusal import FileRefused


def damaged(name: str) -> FileRefused:
    """The file is broken off or changed on its way."""
    return FileRefused(_("“%(name)s”已损坏或不完整，请重新生成（扫描）后再上传。") % {"name": name})


def two_natures(name: str) -> FileRefused:
    """Another file hides in this one."""
    return FileRefused(_("“%(name)s”里还藏有另一个文件，请重新生成后再上传。") % {"name": name})


def locked(name: str) -> FileRefused:
    """The file is encrypted, so nobody could read it as evidence."""
    return FileRefused(_("“%(name)s”设置了密码或权限限制，请取消后再上传。") % {"name": name})

"""Make a picture of pixels fit for print: a file's bytes come in, bytes to embed go out.

It is decoded whole, turned as its camera held it, brought to sRGB (or grey) of eight bits, and has
no more dots than print needs. A file that is so already is carried as it is.
"""

import io
import threading
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .. import limits

if TYPE_CHECKING:  # Pillow is imported when the first picture comes
    from PIL import Image

DOTS = 300  # to the inch, of a picture at its printed size
SPARE = 1.2  # times as many are carried as they are: sampling costs sharpness
QUALITY = 90

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
_PNG_END = b"IEND\xaeB`\x82"


class Broken(Exception):  # noqa: N818  # not an error of ours: a file of the author's
    """A picture that does not decode whole: words that follow its name, and a hint."""

    def __init__(self, message: str, hint: str = "save it again, or export it anew") -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Pixels:
    """An image that is whole: its bytes, their kind (`png` or `jpeg`), and its size in dots."""

    data: bytes
    kind: str
    width: int
    height: int

    def sampled(self, inches: float) -> "Pixels":
        """Return it with as many dots as print needs at a width in inches."""
        most = max(round(inches * DOTS), 1)
        if self.width <= most * SPARE:
            return self
        from PIL import Image

        with Image.open(io.BytesIO(self.data)) as image:
            height = max(round(self.height * most / self.width), 1)
            smaller = _smooth(image).resize((most, height), Image.Resampling.LANCZOS)
        return _written(smaller, self.kind)


def read(data: bytes) -> Pixels:
    """Return the picture, ready to embed; ``Broken`` says why it is not one."""
    from PIL import Image, UnidentifiedImageError

    kind = "png" if data.startswith(PNG) else "jpeg"
    if kind == "png" and _PNG_END not in data[-64:]:
        raise Broken("breaks off before its end")
    if kind == "jpeg" and b"\xff\xd9" not in data[-64:]:
        raise Broken("breaks off before its end")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a size that is judged below
        try:
            with Image.open(io.BytesIO(data), formats=[kind.upper()]) as image:
                _refuse_large(image.size)
                _load(image)
                return _fit(image, data, kind)
        except UnidentifiedImageError:
            raise Broken("is not a picture that can be read") from None
        except (OSError, SyntaxError, ValueError, EOFError, MemoryError) as error:
            raise Broken(f"does not decode whole ({_reason(error)})") from None
        except Image.DecompressionBombError:
            raise Broken(f"has more than {limits.PIXELS:,} dots", "make it smaller") from None


_loading = threading.Lock()


def _load(image: "Image.Image") -> None:
    """Decode all of an image; WeasyPrint tells Pillow to take what breaks off for black."""
    from PIL import ImageFile

    with _loading:
        lenient = ImageFile.LOAD_TRUNCATED_IMAGES
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        try:
            image.load()
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def _refuse_large(size: tuple[int, int]) -> None:
    if size[0] * size[1] > limits.PIXELS:
        hint = f"print needs {DOTS} dots to the inch: make it smaller"
        raise Broken(f"has more than {limits.PIXELS:,} dots", hint)


def _reason(error: BaseException) -> str:
    words = str(error).strip().rstrip(".").splitlines()
    return words[0][:80] if words else type(error).__name__


def _fit(image: "Image.Image", data: bytes, kind: str) -> Pixels:
    from PIL import ImageOps

    turned = image.getexif().get(0x0112, 1) not in (0, 1)
    plain = image.mode in ("1", "L", "RGB") or (kind == "png" and image.mode in ("LA", "RGBA"))
    settled = not turned and "icc_profile" not in image.info and not image.info.get("interlace")
    shown = "transparency" not in image.info and getattr(image, "n_frames", 1) == 1
    if plain and settled and shown and not _deep(data, kind):
        return Pixels(data, kind, *image.size)
    made = ImageOps.exif_transpose(image) if turned else image
    return _written(_in_srgb(made, image.info.get("icc_profile")), kind)


def _deep(data: bytes, kind: str) -> bool:
    """Whether a PNG has sixteen bits to a colour, which Pillow halves as it reads."""
    return kind == "png" and data[24] > 8


def _in_srgb(image: "Image.Image", profile: bytes | None) -> "Image.Image":
    """Return an image in sRGB, or in grey; the profile that it carries is followed."""
    image = _whole_colours(image)
    clear = image.getchannel("A") if image.mode in ("LA", "RGBA") else None
    colours = image.convert("RGB" if image.mode == "RGBA" else "L") if clear else image
    if profile and (followed := _followed(colours, profile)) is not None:
        colours = followed
    elif colours.mode == "CMYK":
        colours = colours.convert("RGB")
    if clear is not None:
        colours.putalpha(clear)
    return colours


def _whole_colours(image: "Image.Image") -> "Image.Image":
    """Return an image whose values are colours of eight bits, not places in a palette."""
    if image.mode in ("I;16", "I;16B", "I;16L", "I"):
        return image.convert("I").point(lambda value: value / 257).convert("L")
    if image.mode == "P" or "transparency" in image.info:
        clear = "transparency" in image.info
        return image.convert("RGBA" if clear else "RGB")
    if image.mode in ("1", "L", "LA", "RGB", "RGBA", "CMYK"):
        return image
    return image.convert("RGBA" if image.mode in ("PA", "La", "RGBa") else "RGB")


def _followed(image: "Image.Image", profile: bytes) -> "Image.Image | None":
    """Return an image as its profile says that it looks; None where the profile does not fit."""
    from PIL import ImageCms

    target = "L" if image.mode in ("1", "L") else "RGB"
    if target == "L":
        return None  # grey stays grey
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        made = ImageCms.profileToProfile(
            image,
            source,
            ImageCms.createProfile("sRGB"),
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode=target,
        )
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None
    return made


def _smooth(image: "Image.Image") -> "Image.Image":
    """Return an image whose dots can be mixed."""
    return image.convert("L") if image.mode == "1" else image


def _written(image: "Image.Image", kind: str) -> Pixels:
    made = io.BytesIO()
    image.info.clear()
    if kind == "jpeg":
        image.save(made, "JPEG", quality=QUALITY, subsampling=0, optimize=True)
    else:
        image.save(made, "PNG")
    return Pixels(made.getvalue(), kind, *image.size)

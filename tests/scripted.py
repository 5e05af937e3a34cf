"""A briefing with the words of many scripts in every field that prints."""

import json
from pathlib import Path

import yaml

from report.press import scripts

WORDS = {  # by language: a name, a term, a sentence
    "ja": ("太田健一", "停戦合意", "和平と国民和解に関する総合協定がモスクワで署名された。"),
    "zh-Hans": ("王建国", "停火协议", "在莫斯科签署了关于建立和平与民族和谐总协定。"),
    "zh-Hant": ("陳國強", "停火協議", "在莫斯科簽署了關於建立和平與民族和解總協定。"),
    "ko": ("김민수", "정전 합의", "모스크바에서 평화 및 민족 화해에 관한 총협정이 서명되었다."),
    "ar": ("أحمد علي", "وقف إطلاق النار", "وُقِّع الاتفاق العام بشأن إقرار السلام في موسكو."),
    "fa": ("رضا کریمی", "آتش‌بس", "موافقت‌نامهٔ عمومی استقرار صلح در مسکو امضا شد."),
    "he": ("דוד לוי", "הפסקת אש", "ההסכם הכללי בדבר כינון השלום נחתם במוסקבה."),
    "hi": (
        "राम शर्मा",
        "युद्धविराम",
        "मॉस्को में शांति और राष्ट्रीय सुलह पर सामान्य समझौते पर हस्ताक्षर किए गए।",
    ),
    "bn": ("করিম আলী", "যুদ্ধবিরতি", "মস্কোতে শান্তি ও জাতীয় সমঝোতা বিষয়ক সাধারণ চুক্তি স্বাক্ষরিত হয়।"),
    "th": ("สมชาย ใจดี", "หยุดยิง", "มีการลงนามความตกลงทั่วไปว่าด้วยการสถาปนาสันติภาพที่กรุงมอสโก"),
    "ka": ("გიორგი ბერიძე", "ცეცხლის შეწყვეტა", "მოსკოვში ხელი მოეწერა საერთო შეთანხმებას."),
    "el": ("Ελένη Παππά", "Εκεχειρία", "Υπογράφηκε στη Μόσχα η γενική συμφωνία για την ειρήνη."),
    "ru": ("Л. М. Юсупова", "Перемирие", "В Москве было подписано общее соглашение о мире."),
    "tg": ("Ҷӯрабек Ғафуров", "Оташбас", "Дар Маскав созишномаи умумии сулҳ имзо шуд."),
}


def is_drawn(language: str) -> bool:
    """Return whether typefaces for a language are installed; not every extra need be."""
    script = scripts.of_language(language)
    named = script.families("text") if script and language not in ("el", "ru", "tg") else ()
    return all(scripts.family(name) for name in named)


_POSITIONS = """\
places:
  wells: {latitude: 52.95, longitude: 0.85}
  lynn: {latitude: 52.75, longitude: 0.4}
"""


def _outline() -> str:
    ring = [[0.2, 52.4], [1.8, 52.4], [1.8, 53.0], [0.2, 53.0], [0.2, 52.4]]
    land = {"type": "Polygon", "coordinates": [ring]}
    feature = {"properties": {"role": "state", "name": ""}, "geometry": land}
    data = {"type": "FeatureCollection", "bbox": [0, 52, 2, 53.4], "features": [feature]}
    return json.dumps(data)


def document(language: str) -> dict:
    """Return a source document in a language."""
    name, term, sentence = WORDS[language]
    return {
        "key": f"doc-{language.lower()}",
        "short": term,
        "reference": {
            "type": "report",
            "title": sentence.rstrip(".。।"),
            "title-translated": "The accord",
            "language": language,
            "author": [{"family": name.split()[-1], "given": name.split()[0]}]
            if " " in name
            else [{"literal": name}],
            "publisher": term,
            "issued": "2019-05-01",
        },
        "summary": f"The report {term} tells of it, and of {name}.",
        "witness-to": f"What {name} saw, and {term}.",
        "does-not-say": f"It does not say who {name} was.",
        "structure": [{"heading": term}, {"section": "abstract", "begins": "ᚠᚢᚦ"}],
        "facts": {
            f"signed-{language.lower()}": {
                "says": f"The accord {term} was signed.",
                "place": {"under": term, "paragraph": 1},
                "supports": [sentence.rstrip(".。।")],
                "as-of": "1997",
            }
        },
    }


def section(language: str) -> dict:
    """Return a section with every kind of block that holds words."""
    name, term, sentence = WORDS[language]
    low = language.lower()
    cited = f"[@signed-{low}]"
    exhibit = {"title": f"{term}: what was done"}
    return {
        "id": f"part-{low}",
        "title": f"{term}",
        "blocks": [
            {
                "kind": "prose",
                "run-in": f"{term}.",
                "side-note": f"{name}: {sentence}",
                "text": f"{sentence}{cited} It is km², so {name} said [{term}]{{lang={language}}}."
                f"[see @doc-{low}, {term}]\n\n{sentence} {sentence}",
            },
            {"kind": "heading", "text": term},
            {"kind": "list", "items": [f"{term}: {name}.{cited}", sentence]},
            {"kind": "panel", "title": term, "text": sentence},
            {
                "kind": "table",
                "id": f"table-{low}",
                **exhibit,
                "boxhead": ["Who", term],
                "rows": [[name, f"{sentence}{cited}"], ["In all", "42"]],
                "note": sentence,
            },
            {
                "kind": "timeline",
                "id": f"time-{low}",
                **exhibit,
                "from": "1990",
                "to": "2000",
                "tracks": [{"id": "talks", "label": term[:12].strip(), "symbol": "disc"}],
                "entries": [
                    {"when": "1997", "track": "talks", "text": f"{term}, {name}{cited}"},
                    {"when": "1998", "track": "talks", "text": f"{sentence}"},
                ],
            },
            {
                "kind": "map",
                "id": f"map-{low}",
                **exhibit,
                "outline": "outline.json",
                "positions": "places.yaml",
                "kinds": [{"id": "quay", "label": term, "mark": "square"}],
                "places": [
                    {"place": "wells", "label": term, "also": name, "kinds": ["quay"]},
                    {"place": "lynn", "label": name, "kinds": ["quay"]},
                ],
                "credit": f"Drawn for this test. {term}",
            },
            {
                "kind": "chart",
                "id": f"chart-{low}",
                "type": "bar",
                **exhibit,
                "unit": term,
                "rows": [{"label": name, "value": "42"}, {"label": term, "value": "20"}],
                "source": f"{term}.{cited}",
            },
            {
                "kind": "glossary",
                "entries": [
                    {"term": f"{term} {low}", "forms": name, "gloss": f"{sentence}{cited}"}
                ],
            },
            {"kind": "questions", "levels": [{"name": term, "questions": [f"{sentence}?"]}]},
        ],
    }


def briefing(languages: list[str]) -> dict:
    """Return the briefing; its cover has the words of the first language."""
    name, term, sentence = WORDS[languages[0]]
    return {
        "title": f"Accord {term}",
        "standfirst": sentence,
        "series": f"Series {term}",
        "record-to": "Record to 2019",
        "issued-by": term,
        "authors": [name],
        "edition-date": "2024-03-01",
        "licence": {"name": "CC BY 4.0"},
        "documents": [f"doc-{language.lower()}.yaml" for language in languages],
        "sections": [
            {
                "id": "cover",
                "layout": "cover",
                "blocks": [
                    {
                        "kind": "key-points",
                        "points": [
                            {"lead": term, "text": f"{sentence}[@signed-{languages[0].lower()}]"}
                        ],
                    }
                ],
            },
            {"id": "contents", "title": "Contents", "blocks": [{"kind": "contents"}]},
            *map(section, languages),
            {
                "id": "back",
                "title": "Sources",
                "blocks": [
                    {"kind": "documents"},
                    {"kind": "sources", "title": term},
                    {"kind": "exhibits-list"},
                    {"kind": "suggested-citation"},
                ],
            },
        ],
    }


def write(folder: Path, languages: list[str]) -> Path:
    """Write the briefing and its files; return its path."""
    (folder / "outline.json").write_text(_outline(), encoding="utf-8")
    (folder / "places.yaml").write_text(_POSITIONS, encoding="utf-8")
    for language in languages:
        _dump(folder / f"doc-{language.lower()}.yaml", document(language))
    return _dump(folder / "briefing.yaml", briefing(languages))


def _dump(path: Path, data: dict) -> Path:
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path

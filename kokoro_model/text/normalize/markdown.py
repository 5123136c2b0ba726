"""Markdown and the HTML in it, read for its words: marks are dropped, links and pictures are their text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kokoro_model.text.rewriting import Rewriting

_ADDRESS = r"\((?:[^()\n]|\([^()\n]{0,100}\)){0,800}\)"
_LINK = re.compile(rf"!?\[(?P<words>[^\[\]\n]{{0,300}})\](?:{_ADDRESS}|\[[^\[\]\n]{{0,100}}\])")
_AUTOLINK = re.compile(r"<(?P<words>(?:https?://|mailto:)[^<>\s]{1,2000}|[^<>\s@]{1,64}@[^<>\s@]{1,255})>")
_NUMBERS = r"\[[1-9][0-9]{0,2}(?:(?:, ?|[-–])[1-9][0-9]{0,2}){0,8}\]"
_NOTE = re.compile(
    rf"\[\^[^\[\]\s]{{1,60}}\]:?|(?<=[.,;:!?)\"”’*])(?:{_NUMBERS}){{1,20}}(?!\()"
    rf"|(?<=[^\W_]{{2}})(?:{_NUMBERS}){{1,20}}(?![\w(\[{{=`'.]|\s?[-+*/%<>]?=)"
    rf"|(?<=[^\W_]{{2}})(?:{_NUMBERS}){{1,20}}(?=\.(?:\s|\Z))"
)
"""Marks of notes. Right behind a word a number in brackets may be an index of a program, which goes on otherwise."""
_DEFINITION = re.compile(
    r"^[^\S\n]{0,3}\[[^\^\[\]\n][^\[\]\n]{0,100}\]:[^\S\n]{0,8}<?(?:https?://|mailto:|www\.|\.{0,2}/|\#)[^\s<>]{0,2000}>?"
    r"(?:[^\S\n]{1,8}(?:\"[^\"\n]{0,200}\"|'[^'\n]{0,200}'|\([^()\n]{0,200}\)))?[^\S\n]{0,8}$",
    re.MULTILINE,
)
"""The address of a link that stands in the text by its name alone, a line of its own."""
_MARKED = re.compile(r"(?<![A-Za-z0-9=])==(?=[^\s=])(?P<words>[^=\n]{1,500})(?<!\s)==(?![A-Za-z0-9=])")
_HALF_MARKED = re.compile(r"\A==(?=\w)|(?<=[\w.!?…])==\Z")
"""Highlighted words, and either end of those that go on over several segments."""
_TAGS = (
    "a|abbr|b|blockquote|br|center|cite|code|del|details|div|em|font|h[1-6]|hr|i|img|ins|kbd|li|mark|ol|p|pre|q|s"
    "|samp|small|span|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|tr|u|ul|var"
)
_TAG = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]{{0,300}})?/?>|<!--[^<>]{{0,300}}-->", re.IGNORECASE)
_SPEECH_TAGS = (
    "audio|bookmark|emphasis|lang|mark|meta|metadata|paragraph|phoneme|prosody|say-as|sentence|silence|speak|voice"
    "|think|thinking|thought|thoughts|reasoning|(?:amazon|google|mstts):[a-z-]{1,30}"
)
_SPEECH_TAG = re.compile(rf"</?(?:{_SPEECH_TAGS})(?:\s[^<>\n]{{0,300}})?/?>", re.IGNORECASE)
_SPEECH_COMMAND = re.compile(
    r"\[\[\s?(?:(?:pbas|pmod|rate|rset|slnc|volm|vers)(?:\s[0-9.;+ -]{0,40})?|emph\s?[+-]|sync\s\w{1,16}"
    r"|(?:char|inpt|nmbr)\s(?:LTRL|NORM|PHON|TEXT|TUNE)|cmnt\s[^\[\]\n]{0,80})\s?\]\]",
    re.IGNORECASE,
)
"""Tags of SSML and its kin, and commands of Apple's speech synthesis, that change how text is spoken there."""
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_OPENING = re.compile(
    r"^[^\S\n]{0,40}(?:>[^\S\n]?){0,20}(?:#{1,6}[^\S\n]+|[-*+•‣◦▪●][^\S\n]+(?:\[[ xX]\][^\S\n]+)?|>)",
    re.MULTILINE,
)
_ROW_EDGE = re.compile(r"^[^\S\n]{0,40}\|[^\S\n]?|\|[^\S\n]{0,40}$", re.MULTILINE)
_CELL_EDGE = re.compile(r"(?<=\S) ?\| ?(?=\S)")
_STRUCK = re.compile(r"~~")
_TIMES = re.compile(r"(?<=[0-9]) ?\* ?(?=[0-9])")
_BACKTICK = re.compile(r"(?<![^\W\d_])`[^`\n]{1,200}`|(?P<apostrophe>(?<=[^\W\d_])`(?=[^\W\d_]))")
"""Code, or what some type for an apostrophe."""
_STARS = re.compile(r"\*+|`+")


def strip(text: Rewriting, times: str) -> None:
    """Drop the marks; `times` is the word for a star between numbers."""
    text.sub(_DEFINITION, "")
    text.sub(_OPENING, "")
    text.sub(_TAG, lambda tag: ", " if tag[0][1:3].lower() == "br" else "")
    text.sub(_SPEECH_TAG, "")
    text.sub(_SPEECH_COMMAND, "")
    text.keep(_AUTOLINK, "words")
    text.sub(_NOTE, "")  # before links, for two in a row look like one
    text.keep(_LINK, "words")
    text.sub(_ENTITY, _unescaped)
    text.sub(_ROW_EDGE, "")
    text.sub(_CELL_EDGE, ", ")
    text.sub(_STRUCK, "")
    text.keep(_MARKED, "words")
    text.sub(_HALF_MARKED, "")
    text.sub(_TIMES, f" {times} ")
    text.sub(_BACKTICK, lambda match: match["apostrophe"] and "'")
    text.sub(_STARS, "")


def _unescaped(entity: re.Match[str]) -> str:
    from html import unescape

    return unescape(entity[0])

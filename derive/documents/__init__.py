"""Documents: Markdown, TeX, notebooks and plain text into pieces with exact positions.

Only scanning happens here, no mathematics: where the formulas are, what their text is, what
stands in annotations, code and prose, and where in the file each character of it is.
"""

from derive.documents.document import Document, Position, Unreadable
from derive.documents.expand import Expansion, expand_macros
from derive.documents.pieces import (
    Annotation,
    CodeBlock,
    Directive,
    Kind,
    Macro,
    Masked,
    MathSpan,
    Notice,
    Piece,
    Prose,
)
from derive.documents.read import LARGEST, document_of, kind_of, read_document
from derive.documents.traced import Segment, Traced

__all__ = [
    "LARGEST",
    "Annotation",
    "CodeBlock",
    "Directive",
    "Document",
    "Expansion",
    "Kind",
    "Macro",
    "Masked",
    "MathSpan",
    "Notice",
    "Piece",
    "Position",
    "Prose",
    "Segment",
    "Traced",
    "Unreadable",
    "document_of",
    "expand_macros",
    "kind_of",
    "read_document",
]

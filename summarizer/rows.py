"""Rows: entries of a reply that are written as lists, as the names of fields cost a model tokens."""

from __future__ import annotations

from typing import Any, ClassVar, get_args

from pydantic import BaseModel, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema


class Row(BaseModel):
    """An entry that is written as a list: some fields by place, then some by a bare word that only one of
    them can have, then the others by name in an object; of the words and the object, only what there
    is. An object with all of the fields is read as well."""

    by_place: ClassVar[tuple[str, ...]]
    by_word: ClassVar[tuple[str, ...]] = ()

    @model_validator(mode="before")
    @classmethod
    def _named(cls, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        named = dict(zip(cls.by_place, value, strict=False))
        for one in value[len(cls.by_place) :]:
            said = one if isinstance(one, dict) else {cls._field_of(one): one}
            if said.keys() & named.keys():
                raise ValueError(f"{', '.join(said.keys() & named.keys())} stands twice")
            named |= said
        return named

    @classmethod
    def _field_of(cls, word: Any) -> str:
        for name in cls.by_word:
            if word in get_args(cls.model_fields[name].annotation):
                return name
        rest = f", then a word each for {' and '.join(cls.by_word)}" if cls.by_word else ""
        raise ValueError(
            f"an entry is a list of {', '.join(cls.by_place)}{rest}, then one object, not {word!r}"
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, make: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        fields = make.resolve_ref_schema(make(core))["properties"]
        rest = {name: fields[name] for name in fields if name not in cls.by_place + cls.by_word}
        parts = [fields[name] for name in cls.by_place + cls.by_word]
        parts += [{"type": "object", "properties": rest}] if rest else []
        # Not by place: most endpoints that enforce a schema know one shape for all items of a list.
        kinds = [part for at, part in enumerate(parts) if part not in parts[:at]]
        bounds = {"minItems": len(cls.by_place), "maxItems": len(parts)}
        return {"type": "array", "items": {"anyOf": kinds}, **bounds}

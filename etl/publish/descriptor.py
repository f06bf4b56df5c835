"""What stands beside a snapshot's tables: the descriptor that explains them, the checksums that vouch for all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from etl.publish import schema
from etl.publish.files import File

FORMS = ("csv", "parquet")
CHECKSUMS = "SHA256SUMS"
"""Hash and name of every other file of the snapshot, as `sha256sum --check` reads them."""


def sums_of(files: Mapping[str, File]) -> bytes:
    """Return the checksums of files, a line each."""
    return "".join(f"{file.sha256}  {path}\n" for path, file in sorted(files.items())).encode()


def sums_in(content: bytes) -> dict[str, str]:
    """Return the hash by name that a file of checksums tells; raises ValueError where `sums_of` did not write it."""
    lines = content.decode("ascii").split("\n")
    told = {path: hash_ for hash_, _, path in (line.partition("  ") for line in lines[:-1])}
    if lines[-1] or any(len(hash_) != hashlib.sha256().digest_size * 2 or "/" in path for path, hash_ in told.items()):
        raise ValueError(f"{CHECKSUMS} is not whole")
    return told


def descriptor_of(name: str, files: Mapping[str, File]) -> dict[str, Any]:
    """Return the Data Package descriptor of a snapshot's files."""
    paths = (f"{table}.{form}" for table in schema.schemas() for form in FORMS)
    resources = [_resource(path, files[path]) for path in paths if path in files]
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "silicon-ledger",
        "id": name,
        "version": schema.VERSION,
        "title": "Every number about AI-chip supply and spend, with the sentence it came from",
        "checksums": CHECKSUMS,
        "resources": resources,
    }


def told_of(descriptor: Mapping[str, Any]) -> bytes:
    """Return a descriptor as JSON with a line for each resource; laid out wholly it takes ten times as long."""
    head = json.dumps({**descriptor, "resources": []}, ensure_ascii=False)
    lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in descriptor["resources"])
    return f"{head.removesuffix(']}')}\n{lines}\n]}}\n".encode()


def _resource(path: str, file: File) -> dict[str, Any]:
    table, _, form = path.partition(".")
    contract = schema.schemas()[table]
    fields = [
        {"name": one.name, "type": one.type, "description": one.en, "description_zh": one.zh}
        for one in contract.columns
    ]
    return {
        "name": table if form == "csv" else f"{table}-{form}",
        "path": path,
        "format": form,
        "mediatype": "text/csv" if form == "csv" else "application/vnd.apache.parquet",
        "encoding": "utf-8",
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
        "title": contract.title["en"],
        "title_zh": contract.title["zh"],
        "description": contract.description["en"],
        "description_zh": contract.description["zh"],
        "schema": {"fields": fields, "primaryKey": list(contract.key), "missingValues": [""]},
    }

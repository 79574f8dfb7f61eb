"""Answers what a test asks of the example: a JSON list of calls in, a JSON list of answers out."""

import importlib.util
import json
import sys

spec = importlib.util.spec_from_file_location("totp_kit", sys.argv[1])
example = importlib.util.module_from_spec(spec)
spec.loader.exec_module(example)


def answer(call):
    if call["ask"] == "session":
        return example.check_session(call["token"])
    if call["ask"] == "proof":
        named = {"subject": "subject", "audience": "audience", "purpose": "purpose", "ticketId": "ticket_id"}
        expected = {named[name]: value for name, value in call["expected"].items()}
        return example.check_proof(call["token"], **expected)
    return example.create_ticket(call["userId"], call["action"], **call["terms"])


print(json.dumps([answer(call) for call in json.load(sys.stdin)]))

"""Review: pairs that the rules were unsure of, judged by staff; and the log of what was judged."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Query, Request
from starlette.responses import RedirectResponse, Response

from kalends.web.dependencies import Reading
from kalends.web.pages import page
from kalends.web.staff import Staff, StaffSession, audit, check_form, staff_session
from pipeline.model import Verdict
from store.judgements import (
    NoSuchJudgement,
    Question,
    answer,
    open_questions,
    persons_judgements,
    undo_judgement,
)
from store.session import session as store_session

SHOWN = 200
VERDICTS = (Verdict.SAME, Verdict.DIFFERENT, Verdict.PART_OF)

Who = Annotated[StaffSession, Depends(staff_session)]
Csrf = Annotated[str, Form(max_length=200)]
Id = Annotated[str, Form(pattern="^[0-9a-f]{20}$")]

router = APIRouter(include_in_schema=False)


@router.get("/login")
def login_page(request: Request) -> Response:
    """The form that asks for a token."""
    staff: Staff = request.app.state.staff
    return page(request, "login.html", {"can_log_in": staff.exists, "wrong": False})


@router.post("/login")
def log_in(request: Request, token: Annotated[str, Form(max_length=500)] = "") -> Response:
    """Begin a session with a staff account's token."""
    staff: Staff = request.app.state.staff
    welcome = RedirectResponse("/review", 303)
    if staff.log_in(token, welcome) is None:
        return page(request, "login.html", {"can_log_in": staff.exists, "wrong": True}, 401)
    return welcome


@router.post("/logout")
def log_out(request: Request, who: Who, csrf: Csrf) -> Response:
    """End the session."""
    check_form(who, csrf)
    staff: Staff = request.app.state.staff
    answered = RedirectResponse("/", 303)
    staff.log_out(answered)
    return answered


@router.get("/review")
def review_page(
    request: Request, session: Reading, who: Who, skip: Annotated[int, Query(ge=0, le=100_000)] = 0
) -> Response:
    """The likeliest open pair side by side; ``skip`` leaves out those put off until later."""
    questions = open_questions(session)
    question = questions[skip] if skip < len(questions) else None
    context = {"who": who, "question": question, "open": len(questions), "skip": skip, "verdicts": VERDICTS}
    return page(request, "review.html", context)


@router.post("/review")
def judge(
    request: Request,
    who: Who,
    csrf: Csrf,
    left: Id,
    right: Id,
    verdict: Annotated[Verdict, Form()],
    skip: Annotated[int, Form(ge=0, le=100_000)] = 0,
) -> Response:
    """Keep a person's word on one open pair, and show the next."""
    check_form(who, csrf)
    if verdict not in VERDICTS:
        raise HTTPException(400, "choose same, different or part of")
    with store_session(request.app.state.engine, write=True) as session:
        question = _open(open_questions(session), left, right)
        answer(session, question, verdict, who.name, datetime.now(UTC))
    audit.info("%s judged %s and %s: %s", who.name, left, right, verdict.value)
    return RedirectResponse(f"/review?skip={skip}", 303)


@router.get("/review/log")
def log_page(request: Request, session: Reading, who: Who) -> Response:
    """What persons have judged, the latest first, with the means to withdraw it."""
    return page(request, "review_log.html", {"who": who, "acts": persons_judgements(session, SHOWN)})


@router.post("/review/undo")
def undo(
    request: Request, who: Who, csrf: Csrf, number: Annotated[int, Form(ge=1, le=2**31 - 1)]
) -> Response:
    """Withdraw a person's judgement; the rules' word counts again."""
    check_form(who, csrf)
    try:
        with store_session(request.app.state.engine, write=True) as session:
            undo_judgement(session, number, datetime.now(UTC))
    except NoSuchJudgement as error:
        raise HTTPException(404, "there is no such judgement, or it is withdrawn already") from error
    audit.info("%s withdrew judgement %d", who.name, number)
    return RedirectResponse("/review/log", 303)


def _open(questions: list[Question], left: str, right: str) -> Question:
    for question in questions:
        if (question.left.id, question.right.id) == (left, right):
            return question
    raise HTTPException(409, "this pair is not open any more; somebody has judged it, or its pages changed")

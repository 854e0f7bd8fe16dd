"""What a new card of each kind begins with: a small true example that runs, to be written over."""

from typing import Any, NamedTuple

ANSWER = """\
Write here what to say in the interview, in two or three sentences.

Then why it is so; the snippet shows it.

Trap: what people get wrong.
"""


class Template(NamedTuple):
    """`files` by name, "" for a card with a single script; `fields` are the card's own keys."""

    files: dict[str, str]
    fields: dict[str, Any]


_SQUARES = """\
import torch

x = torch.tensor([1.0, 2.0], requires_grad=True)
loss = (x * x).sum()
loss.backward()

print("x:", x.tolist())
print("gradient of the sum of squares:", x.grad.tolist())
assert torch.equal(x.grad, 2 * x)
"""
_SQUARES_OUTPUT = """\
x: [1.0, 2.0]
gradient of the sum of squares: [2.0, 4.0]
"""

_FLASHCARD = Template(
    {"": _SQUARES},
    {
        "key_points": [
            "the first thing that a full answer mentions",
            "the second one",
            "the third one",
        ],
        "follow_ups": [
            {
                "ask": "What does the interviewer ask next?",
                "answer": "Answer it in two or three sentences.",
            },
            {"ask": "And after that?", "answer": "Answer it as well."},
        ],
        "output": _SQUARES_OUTPUT,
    },
)

_CHOICE = Template(
    {"": _SQUARES},
    {
        "options": [
            {
                "text": "A misconception that people really have",
                "why": "Why it is wrong, and what is true instead.",
            },
            {"text": "The right option", "correct": True, "why": "Why it is right."},
            {
                "text": "Another misconception",
                "why": "Every wrong option is answered with its own why.",
            },
        ],
        "output": _SQUARES_OUTPUT,
    },
)

_ORDER = Template(
    {
        "": """\
import torch

model = torch.nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)

optimizer.zero_grad()
print("gradient after zero_grad:", model.weight.grad)
loss = model(torch.ones(4, 2)).mean()
print("loss has a graph:", loss.grad_fn is not None)
loss.backward()
print("gradient after backward:", model.weight.grad.tolist())
before = model.weight.detach().clone()
optimizer.step()
print("weights changed by step:", not torch.equal(before, model.weight))
"""
    },
    {
        "steps": [
            "clear the old gradients",
            "run the forward pass and compute the loss",
            "call backward() on the loss",
            "call step() on the optimizer",
        ],
        "output": """\
gradient after zero_grad: None
loss has a graph: True
gradient after backward: [[1.0, 1.0]]
weights changed by step: True
""",
    },
)

_SHORT = Template(
    {
        "": """\
import torch

column, row = torch.ones(2, 1), torch.ones(3)
print("shape of the sum:", tuple((column + row).shape))
"""
    },
    {"accept": ["(2, 3)"], "output": "shape of the sum: (2, 3)\n"},
)

_PREDICT = Template(
    {
        "": """\
import torch

w = torch.tensor(1.0, requires_grad=True)
for step in (1, 2):
    (3 * w).backward()
    print(f"w.grad after {step}: {w.grad.item()}")
"""
    },
    {
        "hints": ["Where does the second backward() put its gradient?"],
        "output": "w.grad after 1: 3.0\nw.grad after 2: 6.0\n",
    },
)

_BUGGY = """\
import torch

w = torch.tensor(1.0, requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.1)
for step in (1, 2):
    optimizer.zero_grad
    (3 * w).backward()
    optimizer.step()
    print(f"gradient in step {step}: {w.grad.item()}")
"""

_BUG = Template(
    {
        "buggy.py": _BUGGY,
        "fixed.py": _BUGGY.replace("optimizer.zero_grad\n", "optimizer.zero_grad()\n"),
    },
    {
        "hints": ["Which line should have emptied the gradient?"],
        "symptom": "gradient in step 1: 3.0\ngradient in step 2: 6.0\n",
        "output": "gradient in step 1: 3.0\ngradient in step 2: 3.0\n",
    },
)

_CODE = Template(
    {
        "starter.py": '''\
def trainable(model):
    """Return how many numbers an optimizer may change in `model`."""
    return 0  # write this
''',
        "solution.py": '''\
def trainable(model):
    """Return how many numbers an optimizer may change in `model`."""
    return sum(p.numel() for p in model.parameters() if p.requires_grad)
''',
        "wrong_counts_frozen.py": '''\
"""A frozen parameter is still in parameters(). Count only those with requires_grad."""


def trainable(model):
    return sum(p.numel() for p in model.parameters())
''',
        "wrong_counts_tensors.py": '''\
"""This counts tensors. A weight of shape (3, 4) is one tensor, but twelve numbers."""


def trainable(model):
    return sum(1 for p in model.parameters() if p.requires_grad)
''',
        "checks.py": '''\
from torch import nn


def check_every_number_counts(answer):
    """A Linear(4, 3) has 4 * 3 weights and 3 biases."""
    found = answer.trainable(nn.Linear(4, 3))
    assert found == 15, f"expected 15 for Linear(4, 3), got {found}"


def check_frozen_ones_do_not(answer):
    """A frozen weight does not count."""
    model = nn.Linear(4, 3)
    model.weight.requires_grad_(False)
    found = answer.trainable(model)
    assert found == 3, f"expected 3 with a frozen weight, got {found}"
''',
    },
    {"hints": ["Which attribute of a parameter says whether it is trained?"]},
)

TEMPLATES = {
    "flashcard": _FLASHCARD,
    "choice": _CHOICE,
    "order": _ORDER,
    "short": _SHORT,
    "predict": _PREDICT,
    "bug": _BUG,
    "code": _CODE,
}

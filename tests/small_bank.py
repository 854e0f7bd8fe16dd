"""A small bank with a card of each kind, for tests that need a whole one."""

from pathlib import Path

BANK = """\
topic: mini
title: A small bank
cards:
  - id: mini/flash
    kind: flashcard
    level: junior
    question: What does `print` do?
    answer: It writes text to stdout.
    key_points: [writes text, to stdout]
    follow_ups:
      - ask: And where do errors go?
        answer: To stderr.
      - ask: Which one of the cards asks for a choice?
        card: mini/choice
    snippet: mini/hello.py
    output: |
      hello
  - id: mini/choice
    kind: choice
    level: junior
    question: What is 1 + 1?
    answer: Two.
    options:
      - {text: "2", correct: true, why: One and one is two.}
      - {text: "3", why: That is one too many.}
      - {text: "11", why: That joins two strings.}
    snippet: mini/two.py
    output: |
      2
    hints: [Count your thumbs.]
  - id: mini/several
    kind: choice
    level: mid
    question: Which are even?
    answer: Two and four.
    options:
      - {text: two, correct: true, why: 2 is 2 times 1.}
      - {text: three, why: It leaves one.}
      - {text: four, correct: true, why: 4 is 2 times 2.}
    snippet: mini/two.py
  - id: mini/order
    kind: order
    level: mid
    question: From small to large.
    answer: One, two, three.
    steps: [one, two, three]
    snippet: mini/two.py
  - id: mini/short
    kind: short
    level: junior
    question: How is a shape of two by three written?
    answer: In brackets.
    accept: ["(2, 3)"]
    snippet: mini/shape.py
  - id: mini/predict
    kind: predict
    level: junior
    question: What does it print?
    answer: The numbers add up.
    snippet: mini/sums.py
    output: |
      sum: 3
      sum: 6
    hints: [Add them., Then add again.]
  - id: mini/bug
    kind: bug
    level: mid
    question: It should print 6.
    answer: The sum starts at one.
    snippet: mini/off_by_one
    symptom: |
      7
    output: |
      6
  - id: mini/code
    kind: code
    level: senior
    question: Write `double(x)`, which returns twice x.
    answer: Multiply by two.
    snippet: mini/double
"""

SCRIPTS = {
    "hello.py": 'print("hello")\n',
    "two.py": "print(1 + 1)\n",
    "shape.py": 'print("shape:", (2, 3))\n',
    "sums.py": 'total = 0\nfor step in (3, 3):\n    total += step\n    print("sum:", total)\n',
    "off_by_one/buggy.py": "total = 1\nfor n in (1, 2, 3):\n    total += n\nprint(total)\n",
    "off_by_one/fixed.py": "total = 0\nfor n in (1, 2, 3):\n    total += n\nprint(total)\n",
    "double/starter.py": "def double(x):\n    ...\n",
    "double/solution.py": "def double(x):\n    return 2 * x\n",
    "double/checks.py": (
        "def check_twice(answer):\n"
        '    """double(3) is 6"""\n'
        "    found = answer.double(3)\n"
        '    assert found == 6, f"expected 6, it is {found}"\n\n\n'
        "def check_zero(answer):\n"
        '    """double(0) is 0"""\n'
        "    found = answer.double(0)\n"
        '    assert found == 0, f"expected 0, it is {found}"\n'
    ),
    "double/wrong_square.py": '"""That squares x."""\n\n\ndef double(x):\n    return x * x\n',
    "double/wrong_plus_two.py": '"""That adds two."""\n\n\ndef double(x):\n    return x + 2\n',
}


def write_bank(root: Path, bank: str = BANK, scripts: dict[str, str] | None = None) -> Path:
    """Write a bank root with one bank, mini.yaml, and its scripts."""
    (root / "questions").mkdir(parents=True)
    (root / "questions" / "mini.yaml").write_text(bank, encoding="utf-8")
    for name, text in (SCRIPTS if scripts is None else scripts).items():
        path = root / "snippets" / "mini" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root

"""Tables of questions and answers as people have them."""

from contextlib import suppress
from pathlib import Path

import pytest

from quizapp.banks.collection import read_collection
from quizapp.errors import UsageError
from quizapp.interchange.note import Read
from quizapp.interchange.table_import import read_table
from quizapp.interchange.tables import table


def read(tmp_path: Path, text: str, name: str = "cards.csv") -> list[tuple[str, str]]:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8", newline="")
    return [(note.question, note.answer) for note in read_table(file, "t")[0].notes]


@pytest.mark.parametrize(
    "text",
    [
        "What?,That.\nWhy?,So.\n",
        "question,answer\nWhat?,That.\nWhy?,So.\n",
        "\ufeffAnswer;Points;Front\r\nThat.;3;What?\r\nSo.;;Why?\r\n",
        "What?\tThat.\nWhy?\tSo.",
        "What?|That.\n\n\nWhy?|So.\n",
        "#separator:tab\n#html:true\n<b>What?</b>\t<p>That.</p>\nWhy?\tSo.\n",
        "#separator:Semicolon\nWhat?;That.\nWhy?;So.\n",
        "#separator:tab\n#guid column:1\n#deck column:2\n#tags column:5\n"
        "g1\tD\tWhat?\tThat.\ta b\ng2\tD\tWhy?\tSo.\t\n",
    ],
    ids=["bare", "named", "excel", "tabs", "pipes", "anki html", "anki", "anki columns"],
)
def test_tables_from_many_places_are_understood(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text) == [("What?", "That."), ("Why?", "So.")]


@pytest.mark.parametrize(
    ("head", "row", "tags"),
    [
        ("#deck column:1\n#tags column:4\n", "ML::Deep nets\tWhat?\tThat.\ta b\n",
         ["a", "b", "ML::Deep-nets"]),
        ("#deck:ML::CNN\n#tags:a b\n", "What?\tThat.\n", ["a", "b", "ML::CNN"]),
    ],
)  # fmt: skip
def test_decks_and_tags_of_ankis_text_are_tags(
    tmp_path: Path, head: str, row: str, tags: list[str]
) -> None:
    file = tmp_path / "a.txt"
    file.write_text(f"#separator:tab\n{head}{row}")
    (note,) = read_table(file, "t")[0].notes
    assert (note.question, note.answer, note.tags) == ("What?", "That.", tags)


@pytest.mark.parametrize(
    "text",
    [
        "epoch,one pass;logit,raw score;loss,a number",
        "epoch\tone pass;logit\traw score;loss\ta number\n",
        "epoch::one pass;;logit::raw score;;loss::a number;;",
        "epoch - one pass; logit - raw score; loss - a number",
    ],
)
def test_cards_on_one_line_are_cut_into_cards(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text, "quizlet.txt") == [
        ("epoch", "one pass"), ("logit", "raw score"), ("loss", "a number")
    ]  # fmt: skip


def test_each_line_of_an_answer_of_supermemo_has_its_label(tmp_path: Path) -> None:
    text = "Q: Update?\nA: w -= lr * g\nA: in place\n\nQ: Why?\nA: So.\n"
    assert read(tmp_path, text, "a.txt") == [
        ("Update?", "w -= lr * g\\\nin place"), ("Why?", "So.")
    ]  # fmt: skip


@pytest.mark.parametrize("header", ["", "Term\tDefinition\n"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_definitions_of_quizlet_go_over_several_lines(
    tmp_path: Path, header: str, end: str
) -> None:
    text = (
        "Descent\t1. compute\n2. step\n\n3. repeat\n\n"
        "Epoch\tone pass\n"
        "Loop\tfor x in y:\n    step()\n"
    )
    assert read(tmp_path, (header + text).replace("\n", end), "quizlet.txt") == [
        ("Descent", "1. compute\n2. step\n\n3. repeat"),
        ("Epoch", "one pass"),
        ("Loop", "```\nfor x in y:\n    step()\n```"),
    ]


def test_commas_and_line_breaks_in_quotes_belong_to_the_text(tmp_path: Path) -> None:
    assert read(tmp_path, '"a, b","c\nd ""e"""\nx,y\n') == [("a, b", 'c\\\nd "e"'), ("x", "y")]


def test_further_columns_become_points_tags_level_and_key(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text('id,question,answer,key_points,tags,level\nk1,Q,A,"one\ntwo",x y,senior\n')
    (note,) = read_table(file, "t")[0].notes
    assert (note.key, note.points, note.tags, note.level) == (
        "k1", ["one", "two"], ["x", "y"], "senior"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("word", "level", "tags"),
    [
        ("Easy", "junior", []),
        ("Medium", "mid", []),
        ("HARD", "senior", []),
        ("Advanced level", "senior", []),
        ("", "junior", []),
        ("nightmare", "junior", ["Difficulty-nightmare"]),
    ],
)
def test_the_difficulty_of_a_question_is_its_level(
    tmp_path: Path, word: str, level: str, tags: list[str]
) -> None:
    file = tmp_path / "a.csv"
    file.write_text(f"Question,Answer,Difficulty\nWhat?,That.,{word}\n")
    (note,) = read_table(file, "t")[0].notes
    assert (note.level, note.tags, note.answer) == (level, tags, "That.")


def test_the_numbers_of_rows_are_on_no_card_and_other_numbers_are(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(",Question Number,Question,Answer,Year\n0,1,Q?,A,2015\n1,2,R?,B,2016\n")
    found, conversion = read_table(file, "t")
    assert [(note.question, note.answer) for note in found.notes] == [
        ("Q?", "A\n\nYear: 2015"), ("R?", "B\n\nYear: 2016")
    ]  # fmt: skip
    assert conversion.unused == {"1": 2, "Question Number": 2}


def test_columns_that_come_on_no_card_are_counted(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("Question,Type,Answer,Points\nQ?,MC,A,3\nR?,,B,\nS?,TF,C,\n")
    found, conversion = read_table(file, "t")
    assert [note.answer for note in found.notes] == ["A", "B", "C"]
    assert conversion.unused == {"Type": 2, "Points": 1}


@pytest.mark.parametrize(
    ("heads", "cells", "card"),
    [
        ("Questions,Answers", "Q?,A", ("Q?", "A")),
        ("No,Interview Question,Sample Answer", "7,Q?,A", ("Q?", "A")),
        ("Question ID,Question,Ideal_Answer", "x7,Q?,A", ("Q?", "A\n\nQuestion ID: x7")),
        ("Title,Description,Solution", "Two Sum,Find two.,a loop",
         ("Find two.", "a loop\n\nTitle: Two Sum")),
        ("Title,Solution", "Two Sum,a loop", ("Two Sum", "a loop")),
    ],
)  # fmt: skip
def test_columns_are_known_by_the_words_in_their_names(
    tmp_path: Path, heads: str, cells: str, card: tuple[str, str]
) -> None:
    assert read(tmp_path, f"{heads}\n{cells}\n") == [card]


def test_what_was_exported_can_be_read_again(bank_root: Path, tmp_path: Path) -> None:
    collection, _ = read_collection([bank_root])
    file = tmp_path / "out.csv"
    file.write_text(table(list(collection.entries.values()), {}), newline="")
    found = read_table(file, "t")[0]
    assert [note.key for note in found.notes] == list(collection.entries)
    assert found.left_out == []
    options = {note.key: [(one.text, one.right) for one in note.options] for note in found.notes}
    assert options["mini/choice"] == [("2", True), ("3", False), ("11", False)]
    assert options["mini/order"] == []


def test_rows_without_an_answer_are_told_by_their_line(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text('What?,A\n"two\nlines",B\nonly\nR,\n')
    found = read_table(file, "t")[0]
    assert len(found.notes) == 2
    assert [line.split(":", 1)[1] for line in found.left_out] == [
        "4: no answer: only",
        "5: no answer: R",
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the table is empty"),
        (b"\n \n", "the table is empty"),
        (b"caf\xe9,x\n", "not UTF-8"),
    ],
)
def test_a_file_that_is_no_table_says_why(tmp_path: Path, data: bytes, message: str) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(data)
    with pytest.raises(UsageError, match=message):
        read_table(file, "t")


def found(tmp_path: Path, text: str, separator: str | None = None, name: str = "a.csv") -> Read:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8", newline="")
    return read_table(file, "t", separator)[0]


def pairs(read: Read) -> list[tuple[str, str]]:
    return [(note.question, note.answer) for note in read.notes]


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("GPU\tprocessor, for graphics\nCPU\tprocessor; central\n", "tab"),
        ("GPU;processor, for graphics\nCPU;processor, central, fast\n", "semicolon"),
        ("GPU - processor, for graphics\nCPU - processor\nRAM - memory, fast\n", '" - "'),
        ("GPU::graphics\nCPU::central\n", '"::"'),
        ("GPU: graphics, fast\nCPU: central: one\n", '": "'),
        ('"To be" means\tsein\nHe said "no\tnein\n', "tab"),
    ],
)
def test_the_separator_is_the_one_that_most_rows_agree_on(
    tmp_path: Path, text: str, separator: str
) -> None:
    read = found(tmp_path, text)
    assert read.facts[0] == f"separator: {separator} (100% of its rows have 2 columns)"
    assert len(read.notes) == text.count("\n")
    assert read.left_out == []


def test_quotes_that_are_no_quotes_stay(tmp_path: Path) -> None:
    read = found(tmp_path, '"To be" means\tsein\nHe said "no\tnein\n')
    assert pairs(read) == [('"To be" means', "sein"), ('He said "no', "nein")]


def test_a_comma_too_many_is_told_apart_by_its_blank_or_left_out_with_a_reason(
    tmp_path: Path,
) -> None:
    read = found(tmp_path, "a?,b\nc?,red, green, blue\nd?,e\nf,g,h\ni?,j\n")
    assert pairs(read) == [("a?", "b"), ("c?", "red, green, blue"), ("d?", "e"), ("i?", "j")]
    (line,) = read.left_out
    assert ":4: 3 columns, where most rows have 2: put text with a comma" in line


def test_the_separator_that_is_asked_for_is_taken(tmp_path: Path) -> None:
    read = found(tmp_path, "one\ttwo,three\nfour\tfive,six\n", ",")
    assert read.facts[0] == "separator: comma (as asked for)"
    assert pairs(read)[0] == ("one two", "three")


def test_where_no_separator_fits_the_file_says_so_and_what_to_do(tmp_path: Path) -> None:
    read = found(tmp_path, "one line\nanother line, so\nand so on\n")
    assert read.facts[0].startswith("separator: none: most lines agree on none")
    assert "--separator" in read.facts[0]
    assert len(read.left_out) == 3


@pytest.mark.parametrize("head", ["Term\tDef", "Concept\tExplanation"])
def test_names_of_columns_are_taken_as_people_write_them(tmp_path: Path, head: str) -> None:
    assert pairs(found(tmp_path, f"{head}\nCPU\tcentral\n")) == [("CPU", "central")]


def test_what_is_below_names_that_mean_nothing_here_joins_the_answer(tmp_path: Path) -> None:
    read = found(tmp_path, "Front;Back;Chapter;Source\nQ;A;Intro part;A book\n")
    assert read.facts[1] == (
        "columns: 1 (Front) question, 2 (Back) answer, 3 (Chapter) tags,"
        " 4 (Source) added to the answer"
    )
    (note,) = read.notes
    assert (note.answer, note.tags) == ("A\n\nSource: A book", ["Intro-part"])


def test_a_third_column_without_a_name_is_tags_where_it_repeats_words_else_said_with_the_answer(
    tmp_path: Path,
) -> None:
    tagged = found(tmp_path, "a?,1,x\nb?,2,x\nc?,3,y\nd?,4,y\n")
    assert [note.tags for note in tagged.notes] == [["x"], ["x"], ["y"], ["y"]]
    extra = found(tmp_path, "Hund\tdog\tDer Hund bellt.\nKatze\tcat\tSie schläft.\n")
    assert pairs(extra)[0] == ("Hund", "dog\n\nDer Hund bellt.")


@pytest.mark.parametrize(
    "text",
    [
        "Question,Option A,Option B,Option C,Correct Answer\nQ?,x,y,z,B\n",
        "question,a,b,c,answer\nQ?,x,y,z,y\n",
        "Question,Answer 1,Answer 2,Answer 3,Time limit,Correct answer(s)\nQ?,x,y,z,20,2\n",
        "question,options,answer\nQ?,A) x; B) y; C) z,B\n",
        "question,correct_answer,wrong 1,wrong 2\nQ?,y,x,z\n",
        "Q?,x,y,z,B\nR?,x,y,z,A\nS?,x,y,z,C\n",
    ],
    ids=["letters", "text", "numbers", "one cell", "wrong ones", "without names"],
)
def test_a_quiz_makes_choices(tmp_path: Path, text: str) -> None:
    note = found(tmp_path, text).notes[0]
    options = sorted((one.text, one.right) for one in note.options)
    assert options == [("x", False), ("y", True), ("z", False)]
    assert (note.question, note.answer) == ("Q?", "y")


def test_several_right_ones_and_what_explains_them(tmp_path: Path) -> None:
    head = "Question,Option A,Option B,Option C,Option D,Answer,Explanation\n"
    (note,) = found(tmp_path, head + 'Which?,a1,b1,c1,,"A, C",Since so.\n').notes
    assert [(one.text, one.right) for one in note.options] == [
        ("a1", True), ("b1", False), ("c1", True)
    ]  # fmt: skip
    assert note.answer == "Since so."


def test_a_quiz_that_names_no_right_option_loses_nothing(tmp_path: Path) -> None:
    (note,) = found(tmp_path, "Question,Option A,Option B,Answer\nQ?,x,y,Z\n").notes
    assert (note.question, note.answer, note.options) == ("Q?\n\n- x\n- y", "Z", [])


@pytest.mark.parametrize(
    "text",
    [
        "The {{c1::cat}}, a pet, sat, and {{c2::slept}}.\nA {{c1::dog}}, too.\n",
        'Text,Extra\n"The {{c1::cat}}, a pet, sat, and {{c2::slept}}.",\n"A {{c1::dog}}, too.",\n',
        "1\tThe {{c1::cat}}, a pet, sat, and {{c2::slept}}.\n2\tA {{c1::dog}}, too.\n",
        "#html:true\n#notetype:Cloze\nThe {{c1::cat}}, a pet, sat, and {{c2::<b>slept</b>}}.\n"
        "A {{c1::dog}}, too.\n",
    ],
    ids=["lines", "csv", "second column", "anki"],
)
def test_clozes_are_asked_in_any_column(tmp_path: Path, text: str) -> None:
    notes = found(tmp_path, text).notes
    asked = [note.question.rpartition("\n")[2] for note in notes]
    assert asked == [
        "The [...], a pet, sat, and slept.",
        "The cat, a pet, sat, and [...].",
        "A [...], too.",
    ]
    assert [note.points for note in notes] == [["cat"], ["slept"], ["dog"]]
    assert notes[0].answer == "cat\n\nThe cat, a pet, sat, and slept."


def test_a_note_of_ankis_with_a_reversed_card_is_two(tmp_path: Path) -> None:
    text = "#separator:tab\n#guid column:1\n#notetype column:2\n"
    read = found(tmp_path, text + "g\tBasic (and reversed card)\tdog\tHund\nh\tBasic\tcat\tKatze\n")
    assert pairs(read) == [("dog", "Hund"), ("Hund", "dog"), ("cat", "Katze")]


def test_lines_of_q_and_a_are_questions_and_answers(tmp_path: Path) -> None:
    text = "Q: What is __len__() for?\nA: Length.\nAn int.\n\nQuestion: Two?\nAnswer: Yes, two\n"
    read = found(tmp_path, text, name="a.txt")
    assert pairs(read) == [("What is `__len__()` for?", "Length.\\\nAn int."), ("Two?", "Yes, two")]


def test_tags_are_told_from_text_about_tags(tmp_path: Path) -> None:
    read = found(tmp_path, "What is <br> for?,A line break\n<b>Bold</b>?,one<br>two\n")
    assert pairs(read) == [("What is `<br>` for?", "A line break"), ("Bold?", "one\\\ntwo")]


def test_excels_unicode_text_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("Frage\tAntwort\nWas?\tDas.\n".encode("utf-16"))
    assert pairs(read_table(file, "t")[0]) == [("Was?", "Das.")]


def test_between_blank_lines_the_first_line_asks(tmp_path: Path) -> None:
    read = found(tmp_path, "What is x?\nA letter, of many.\n\nWhy?\nSo.\nSo it is.\n", name="a.txt")
    assert pairs(read) == [("What is x?", "A letter, of many."), ("Why?", "So.\\\nSo it is.")]


def test_one_quote_out_of_place_harms_no_other_row(tmp_path: Path) -> None:
    read = found(tmp_path, 'One;Two\n"two\nlines; one cell";"an ""x"""\nbad "quote" here;ok\n')
    assert pairs(read) == [
        ("One", "Two"),
        ("two\\\nlines; one cell", 'an "x"'),
        ('bad "quote" here', "ok"),
    ]


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "text",
    ['"' * 1_000_000, "a,b\n" * 1_000_000, "," * 5_000_000, "Q: \n" * 200_000, "{{c1::" * 500_000],
    ids=["quotes", "rows", "columns", "questions", "clozes"],
)
def test_tables_made_to_take_long_do_not(tmp_path: Path, text: str) -> None:
    notes = 0
    with suppress(UsageError):
        notes = len(found(tmp_path, text).notes)
    assert notes <= 50_000


def rights(read: Read) -> list[str]:
    return [" + ".join(one.text for one in note.options if one.right) for note in read.notes]


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("question,option1,option2,option3,correct", "012"),
        ("question,opt1,opt2,opt3,correct_index", "012"),
        ("question,option0,option1,option2,answer", "012"),
        ("question,option1,option2,option3,correct", "123"),
        ("question,option_a,option_b,option_c,answer", ["A", "option_b", "(c)"]),
        ("question,option1,option2,option3,correct", ["1.0", "2.0", "3.0"]),
    ],
)
def test_numbers_count_from_where_the_whole_table_has_them_count(
    tmp_path: Path, head: str, said: list[str]
) -> None:
    rows = "".join(f"q{at},x,y,z,{one}\n" for at, one in enumerate(said))
    read = found(tmp_path, f"{head}\n{rows}")
    assert rights(read) == ["x", "y", "z"]
    assert read.left_out == []


def test_what_numbers_count_from_is_said_and_can_be_told(tmp_path: Path) -> None:
    text = "question,option1,option2,option3,correct\nq,x,y,z,1\nr,x,y,z,2\n"
    read = found(tmp_path, text)
    assert rights(read) == ["x", "y"]
    assert read.remarks == [
        "answers counted from 1, as in most tables; if that is wrong: --first-option 0"
    ]
    asked = read_table(tmp_path / "a.csv", "t", first=0)[0]
    assert rights(asked) == ["y", "z"]
    assert asked.remarks == ["answers counted from 0, as asked for"]


def test_an_option_that_is_not_there_is_never_made_up(tmp_path: Path) -> None:
    head = "question,options,answer\n"
    rows = "q,one; two; six,B\nr,one; two; six,E\ns,red; blue,green\nt,one; two; six,C\n"
    read = found(tmp_path, head + rows)
    assert rights(read) == ["two", "", "six"]
    (line,) = read.left_out
    assert ":3: its answer is E, and there is no such option: r" in line
    plain = read.notes[1]
    assert (plain.question, plain.answer) == ("s\n\n- red\n- blue", "green")
    assert read.remarks == [
        "1 question with options came in as a flashcard each, as no choice can be made: "
        "s - red - blue"
    ]


def test_where_all_are_right_the_answer_says_what_and_not_where(tmp_path: Path) -> None:
    read = found(tmp_path, "Question,A,B,C,Answer\nq,x,y,z,A;B;C\nr,x,y,z,B\n")
    assert read.notes[0].answer == "x\n\ny\n\nz"
    assert rights(read)[1] == "y"


def test_options_lose_the_letters_that_stand_before_them(tmp_path: Path) -> None:
    read = found(tmp_path, "Question,A,B,C,Answer\nq,A) x,B) y,C) z,B\nr,A. x,B. y,C. z,C. z\n")
    assert rights(read) == ["y", "z"]


def test_a_table_of_ankis_choices_says_what_is_right_by_1_and_0(tmp_path: Path) -> None:
    head = "Question,Title,QType,Q_1,Q_2,Q_3,Answers\n"
    read = found(tmp_path, head + "q,,1,x,y,z,1 0 1\nr,,2,x,y,z,0 0 1\n")
    assert rights(read) == ["x + z", "z"]


def test_answers_may_be_the_name_of_the_answers_column(tmp_path: Path) -> None:
    assert pairs(found(tmp_path, "Question,Answers\nWhat?,That.\n")) == [("What?", "That.")]


@pytest.mark.parametrize(
    "text",
    [
        "Question #,Question Text,Answer 1,Answer 2,Answer 3 (Optional),Time Limit (sec) (Max: 300 "
        "seconds),Correct Answer(s) (Only include Answer #)\n1,q,x,y,z,20,2\n2,r,x,y,z,20,3\n",
        "Question Text,Question Type,Option 1,Option 2,Option 3,Correct Answer,Time in seconds\n"
        "q,Multiple Choice,x,y,z,2,30\nr,Multiple Choice,x,y,z,3,30\n",
        "Question,Correct Answer,Incorrect Answer 1,Incorrect Answer 2 (Optional)\nq,y,x,z\n"
        "r,z,x,y\n",
        "Question;A;B;C;Lösung\nq;x;y;z;B\nr;x;y;z;C\n",
    ],
    ids=["blooket", "quizizz", "gimkit", "a name that says nothing"],
)
def test_tables_of_quiz_makers_are_read_whole(tmp_path: Path, text: str) -> None:
    read = found(tmp_path, text)
    assert rights(read) == ["y", "z"]
    assert [note.answer for note in read.notes] == ["y", "z"]
    assert [sorted(one.text for one in note.options) for note in read.notes] == [
        ["x", "y", "z"]
    ] * 2


def test_a_gap_to_fill_in_has_its_answer_for_its_one_option(tmp_path: Path) -> None:
    read = found(tmp_path, "Question,Option 1,Option 2,Correct Answer\nq,x,y,2\nr,z,,\n")
    assert pairs(read) == [("q", "y"), ("r", "z")]


def test_what_a_question_is_about_stands_before_it(tmp_path: Path) -> None:
    read = found(tmp_path, "context,question,A,B,C,answer\nBo eats.,Why?,x,y,z,C\n")
    assert pairs(read) == [("Bo eats.\n\nWhy?", "z")]

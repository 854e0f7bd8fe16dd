"""The same in-place addition, on the results of two operations and on a leaf."""

import torch


def attempt(label, make):
    a = torch.ones(2, requires_grad=True)
    try:
        b = make(a)
        b += 1
        b.sum().backward()
        print(f"{label:8} gradient {a.grad.tolist()}")
    except RuntimeError as error:
        print(f"{label:8} RuntimeError: {str(error).split(':')[0]}")


attempt("a * 3", lambda a: a * 3)  # backward needs the 3, not the result
attempt("a.exp()", lambda a: a.exp())  # backward needs the result
attempt("a itself", lambda a: a)  # a leaf that requires grad

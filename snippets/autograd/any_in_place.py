"""In-place additions on the results of four operations, and on a leaf."""

import torch


def attempt(label, make):
    a = torch.ones(2, requires_grad=True)
    try:
        b = make(a)
        b += 1
        b.sum().backward()
        print(f"{label:19} gradient {[round(g, 3) for g in a.grad.tolist()]}")
    except RuntimeError as error:
        print(f"{label:19} RuntimeError: {str(error).split(': [')[0].split('. ')[0]}")


attempt("a * 3", lambda a: a * 3)  # backward needs the 3, not the result
attempt("a.exp()", lambda a: a.exp())  # backward needs the result
attempt("a itself", lambda a: a)  # a leaf that requires grad
attempt("(a * 3).unbind()[0]", lambda a: (a * 3).unbind()[0])  # one of several views

a = torch.ones(2, requires_grad=True)
b = a.exp()
b.data.add_(1)  # unseen by the check; the right gradient is 2.718
b.sum().backward()
print(f"a.exp() by .data    gradient {[round(g, 3) for g in a.grad.tolist()]}")

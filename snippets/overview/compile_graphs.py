import torch

graphs, same = [], []


def keep_graph(graph_module, example_inputs):
    graphs.append(graph_module)
    return graph_module.forward


def f(x, negate):
    if negate:
        return -x
    return x + 1


compiled = torch.compile(f, backend=keep_graph)
for value, negate, dtype in (
    (1.0, False, "float32"),
    (-5.0, False, "float32"),
    (1.0, True, "float32"),
    (1.0, False, "float32"),
    (1.0, False, "float64"),
):
    x = torch.full((3,), value, dtype=getattr(torch, dtype))
    same.append(torch.equal(compiled(x, negate), f(x, negate)))
    print(f"{value} {negate} {dtype}: graphs so far {len(graphs)}")
print("same results as eager:", all(same))

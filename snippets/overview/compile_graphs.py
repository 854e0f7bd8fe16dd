import torch

graphs = []


def keep_graph(graph_module, example_inputs):
    graphs.append(graph_module)
    return graph_module.forward


def f(x):
    if x.sum() > 0:
        return x.sin() + 1
    return x * 2


compiled = torch.compile(f, backend=keep_graph)
for sign in (1, 1, -1):
    x = sign * torch.ones(3)
    same = torch.equal(compiled(x), f(x))
    print(f"sign {sign}: same result {same}, graphs {len(graphs)}")

try:
    torch.compile(f, backend="eager", fullgraph=True)(torch.ones(3))
    print("fullgraph=True: captured")
except Exception:
    print("fullgraph=True: refused")

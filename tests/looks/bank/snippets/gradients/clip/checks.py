import torch


def check_scales_to_the_norm(answer):
    """[3, 4] clipped to 1 is [0.6, 0.8]"""
    (found,) = answer.clip([torch.tensor([3.0, 4.0])], 1.0)
    expected = torch.tensor([0.6, 0.8])
    assert torch.allclose(found, expected), f"expected {expected}, it is {found}"


def check_one_norm_over_all(answer):
    """the norm is that of all gradients together"""
    found = answer.clip([torch.tensor([3.0]), torch.tensor([4.0])], 1.0)
    assert torch.allclose(torch.cat(found), torch.tensor([0.6, 0.8])), f"it is {found}"


def check_leaves_small_ones(answer):
    """gradients with a smaller norm come back as they are"""
    (found,) = answer.clip([torch.tensor([0.1])], 1.0)
    assert found.item() == torch.tensor(0.1).item(), f"expected 0.1, it is {found.item():.4g}"

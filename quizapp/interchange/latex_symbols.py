"""The commands of LaTeX that stand for a sign of Unicode, a word or a space."""

_GREEK = """
alpha α  beta β  gamma γ  delta δ  epsilon ε  zeta ζ  eta η  theta θ  iota ι  kappa κ  lambda λ
mu μ  nu ν  xi ξ  omicron ο  pi π  rho ρ  varsigma ς  sigma σ  tau τ  upsilon υ  phi φ  chi χ
psi ψ  omega ω  varepsilon ε  vartheta ϑ  varphi φ  varrho ρ  varpi ϖ
Gamma Γ  Delta Δ  Theta Θ  Lambda Λ  Xi Ξ  Pi Π  Sigma Σ  Upsilon Υ  Phi Φ  Psi Ψ  Omega Ω
"""
_SIGNS = """
sum ∑  prod ∏  int ∫  iint ∬  iiint ∭  oint ∮  nabla ∇  partial ∂  infty ∞  cdot ·  times ×
div ÷  pm ±  mp ∓  ast ∗  star ⋆  circ ∘  bullet •  oplus ⊕  ominus ⊖  otimes ⊗  odot ⊙  le ≤
leq ≤  leqslant ≤  ge ≥  geq ≥  geqslant ≥  ne ≠  neq ≠  approx ≈  equiv ≡  sim ∼  simeq ≃
cong ≅  propto ∝  ll ≪  gg ≫  prec ≺  succ ≻  in ∈  notin ∉  ni ∋  subset ⊂  subseteq ⊆
supset ⊃  supseteq ⊇  cup ∪  cap ∩  setminus ∖  emptyset ∅  varnothing ∅  forall ∀  exists ∃
nexists ∄  neg ¬  lnot ¬  land ∧  wedge ∧  lor ∨  vee ∨  to →  rightarrow →  longrightarrow ⟶
leftarrow ←  gets ←  leftrightarrow ↔  Rightarrow ⇒  implies ⇒  Longrightarrow ⟹  Leftarrow ⇐
Leftrightarrow ⇔  iff ⇔  mapsto ↦  uparrow ↑  downarrow ↓  hookrightarrow ↪  nearrow ↗
searrow ↘  rightleftharpoons ⇌  ldots …  dots …  cdots ⋯  vdots ⋮  ddots ⋱  dotsc …  dotsb ⋯
langle ⟨  rangle ⟩  lfloor ⌊  rfloor ⌋  lceil ⌈  rceil ⌉  lbrace {  rbrace }  lvert |
rvert |  vert |  mid |  lVert ‖  rVert ‖  Vert ‖  parallel ∥  perp ⊥  bot ⊥  top ⊤  angle ∠
triangle △  square □  Box □  blacksquare ■  ell ℓ  hbar ℏ  Re ℜ  Im ℑ  aleph ℵ  wp ℘  prime ′
degree °  therefore ∴  because ∵  vdash ⊢  models ⊨  dagger †  colon :  backslash \\  imath ı
jmath ȷ  bigcup ⋃  bigcap ⋂  bigoplus ⨁  bigotimes ⨂  sqcup ⊔  sqcap ⊓  triangleq ≜
coloneqq ≔  doteq ≐  asymp ≍  lesssim ≲  gtrsim ≳  checkmark ✓  copyright ©  lhd ⊲  rhd ⊳
leadsto ⇝  rightsquigarrow ⇝  textbackslash \\  textdegree °  pounds £  euro €
"""
_OPERATORS = """
sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh log ln lg exp lim limsup liminf
max min sup inf arg det dim ker gcd deg Pr hom mod argmax argmin softmax bmod pmod
"""


def _pairs(table: str) -> dict[str, str]:
    words = table.split()
    return dict(zip(words[::2], words[1::2], strict=True))


SYMBOLS = _pairs(_GREEK) | _pairs(_SIGNS)
SYMBOLS |= {"|": "‖", "{": "{", "}": "}", "%": "%", "$": "$", "#": "#", "&": "&", "_": "_", "-": ""}

OPERATORS = {
    name: name.removeprefix("p").removeprefix("b") if name.endswith("mod") else name
    for name in _OPERATORS.split()
}

SPACES = {
    "quad": "  ", "qquad": "  ", ",": " ", ";": " ", ":": " ", " ": " ", "!": "", "\\": " ",
    ">": " ", "hline": "", "nonumber": "", "notag": "", "newline": " ", "/": "", "hfill": " ",
}  # fmt: skip

ACCENTS = {
    "hat": "\u0302", "widehat": "\u0302", "bar": "\u0304", "overline": "\u0304", "tilde": "\u0303",
    "widetilde": "\u0303", "vec": "\u20d7", "dot": "\u0307", "ddot": "\u0308", "check": "\u030c",
    "acute": "\u0301", "grave": "\u0300", "breve": "\u0306", "mathring": "\u030a",
}  # fmt: skip

BARE = (
    *_pairs(_GREEK), "nabla", "sum", "prod", "infty", "partial", "times", "cdot", "leq", "geq",
    "neq", "approx", "rightarrow", "Rightarrow", "rightleftharpoons",
)  # fmt: skip
"""Those that people write outside of formulas, too."""

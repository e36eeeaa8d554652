namespace Shop.Lib;

public partial class Split
{
    public void Go() => Emit("w_partial");
    public void Direct() => _c.Capture("u", "w_partial_direct");
}

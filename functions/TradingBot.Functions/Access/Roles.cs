namespace TradingBot.Functions.Access;

/// <summary>What a caller may do: an owner everything, a viewer only look.</summary>
internal static class Roles
{
    public const string Owner = "owner";
    public const string Viewer = "viewer";
}

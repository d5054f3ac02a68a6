namespace TradingBot.Functions.Access;

/// <summary>Who is signed in.</summary>
public sealed record MeView(string Name, IReadOnlyList<string> Roles, string Mode);

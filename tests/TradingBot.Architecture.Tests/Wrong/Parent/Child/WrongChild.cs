namespace TradingBot.Architecture.Tests.Wrong.Parent.Child;

/// <summary>Deliberately wrong: is what its folder's parent uses.</summary>
internal abstract class WrongChild : WrongParent;

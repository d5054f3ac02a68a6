namespace TradingBot.Core.Settings;

/// <summary>What is wrong with a setting, in one sentence that names it.</summary>
public sealed record SettingFault(string Name, string Sentence);

using TradingBot.Core.Notifications;

namespace TradingBot.Core.Signals;

/// <summary>What is told of alerts that were refused or failed, one notice for all of a strategy with one code and one fault.</summary>
/// <param name="Kind">Its row in the catalogue of notices.</param>
/// <param name="Code">Code of the denial.</param>
/// <param name="Fault">What sets faults of one code apart, without values; empty where the code says enough.</param>
/// <param name="Within">How long one notice stands for those that follow, from its first alert; above zero.</param>
/// <param name="Subject">What follows the strategy's key in the subject.</param>
/// <param name="Body">The sentence with the numbers of the first alert, and the advice.</param>
public sealed record RefusalNotice(NoticeKind Kind, string Code, string Fault, TimeSpan Within, string Subject, string Body);

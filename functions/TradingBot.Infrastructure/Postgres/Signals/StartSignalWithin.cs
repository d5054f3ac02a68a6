using Npgsql;
using TradingBot.Core.Identifiers;

namespace TradingBot.Infrastructure.Postgres.Signals;

/// <summary>
/// Starts a signal's orchestration inside the transaction that writes the signal down, so that neither exists without the other.
/// Only a runtime whose orchestrations live in the same database can offer this.
/// </summary>
public delegate Task StartSignalWithin(NpgsqlTransaction transaction, SignalId signal, CancellationToken token);

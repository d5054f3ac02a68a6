using System.Text.Json.Nodes;
using Npgsql;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Infrastructure.Postgres.Queries;

namespace TradingBot.Infrastructure.Postgres.Trades;

/// <summary>Rows of the trade tables as ledger records.</summary>
internal static class TradeRows
{
    public static TradeRecord Trade(NpgsqlDataReader row) => new()
    {
        Id = new TradeId(row.Value<Guid>("id")),
        SignalId = new SignalId(row.Value<Guid>("signal_id")),
        Strategy = row.Value<string>("strategy"),
        Category = EnumNames.Parse<Category>(row.Value<string>("category")),
        Symbol = Symbol.Parse(row.Value<string>("symbol")),
        SignalSymbol = row.Text("signal_symbol") is { } underlying ? Symbol.Parse(underlying) : default,
        SettleCoin = row.Value<string>("settle_coin"),
        Direction = EnumNames.Parse<Direction>(row.Value<string>("direction")),
        Status = EnumNames.Parse<TradeStatus>(row.Value<string>("status")),
        OrderType = EnumNames.Parse<OrderType>(row.Value<string>("order_type")),
        Quantity = row.Value<decimal>("quantity"),
        LimitPrice = row.Nullable<decimal>("limit_price"),
        ReferencePrice = row.Value<decimal>("reference_price"),
        Terms = LedgerJson.ReadOrNull<EntryTerms>(row.Text("entry_terms")) ?? EntryTerms.None,
        EntryMoved = LedgerJson.ReadOrNull<EntryMove>(row.Text("entry_moved")),
        StopLoss = row.Nullable<decimal>("stop_loss"),
        PlannedStopLoss = row.Nullable<decimal>("planned_stop_loss"),
        StopMoves = LedgerJson.ReadOrNull<StopMoves>(row.Text("stop_moves")) ?? StopMoves.None,
        MovedStopLoss = row.Nullable<decimal>("moved_stop_loss"),
        AskedStop = row.Nullable<decimal>("asked_stop_loss") is { } asked
            ? new AskedStop(
                asked,
                EnumNames.Parse<StopMoveCause>(row.Value<string>("asked_stop_cause")),
                row.Value<DateTimeOffset>("asked_stop_since"),
                row.Nullable<DateTimeOffset>("asked_stop_tried_at"))
            : null,
        BestPrice = row.Nullable<decimal>("best_price") is { } best
            ? new BestPrice(best, row.Value<DateTimeOffset>("best_price_until"))
            : null,
        KeepsMovedStops = row.Value<bool>("keep_moved_stops"),
        Targets = LedgerJson.Read<IReadOnlyList<PlannedTarget>>(row.Value<string>("targets")),
        TargetsVersion = row.Value<int>("targets_version"),
        TargetsAskedAt = row.Nullable<DateTimeOffset>("targets_asked_at"),
        Leverage = row.Nullable<decimal>("leverage"),
        Notional = row.Value<decimal>("notional"),
        Risk = row.Value<decimal>("risk"),
        RiskWithAdditions = row.Nullable<decimal>("risk_with_additions"),
        Addition = LedgerJson.ReadOrNull<Addition>(row.Text("addition")),
        Additions = row.Value<int>("additions"),
        AdditionsApproved = row.Value<int>("additions_approved"),
        TimeStopMinutes = row.Nullable<int>("time_stop_minutes"),
        CloseBy = row.Nullable<DateTimeOffset>("close_by"),
        EntryValidUntil = row.Value<DateTimeOffset>("entry_valid_until"),
        EntryRestsUntil = row.Nullable<DateTimeOffset>("entry_rests_until"),
        TakenBack = row.Text("taken_back") is { } reason ? EnumNames.Parse<TakeBackReason>(reason) : null,
        TakenBackAt = row.Nullable<DateTimeOffset>("taken_back_at"),
        FilledQuantity = row.Value<decimal>("filled_quantity"),
        ExitedQuantity = row.Value<decimal>("exited_quantity"),
        EntryWaiting = row.Value<decimal>("entry_waiting"),
        EntryPrice = row.Nullable<decimal>("entry_price"),
        ExitPrice = row.Nullable<decimal>("exit_price"),
        RealizedPnl = row.Nullable<decimal>("realized_pnl"),
        Fees = row.Value<decimal>("fees"),
        Funding = row.Value<decimal>("funding"),
        StopConfirmedAt = row.Nullable<DateTimeOffset>("stop_confirmed_at"),
        StopMissingSince = row.Nullable<DateTimeOffset>("stop_missing_since"),
        StopSeenMissingFor = row.Nullable<DateTimeOffset>("stop_missing_since") is null
            ? null
            : row.Nullable<DateTimeOffset>("stop_watched_until") - row.Nullable<DateTimeOffset>("stop_watched_from") ?? TimeSpan.Zero,
        PositionMissingSince = row.Nullable<DateTimeOffset>("position_missing_since"),
        PositionWatchedFrom = row.Nullable<DateTimeOffset>("position_watched_from"),
        Reduction = row.Nullable<decimal>("reduce_quantity") is { } reduced
            ? new Reduction(reduced, row.Value<int>("reduce_from"), row.Value<DateTimeOffset>("reduce_requested_at"))
            {
                Targets = row.Value<int[]>("reduce_targets") is { Length: > 0 } targets ? targets : [],
            }
            : null,
        CloseRequestedAt = row.Nullable<DateTimeOffset>("close_requested_at"),
        CloseReason = row.Text("close_reason") is { } why ? EnumNames.Parse<CloseReason>(why) : null,
        Reason = LedgerJson.ReadOrNull<Denial>(row.Text("reason")),
        CreatedAt = row.Value<DateTimeOffset>("created_at"),
        OpenedAt = row.Nullable<DateTimeOffset>("opened_at"),
        ClosedAt = row.Nullable<DateTimeOffset>("closed_at"),
        ExecutionsReadAt = row.Nullable<DateTimeOffset>("executions_read_at"),
    };

    public static OrderRecord Order(NpgsqlDataReader row) => new()
    {
        LinkId = OrderLinkId.Parse(row.Value<string>("link_id")),
        TradeId = new TradeId(row.Value<Guid>("trade_id")),
        Role = EnumNames.Parse<OrderRole>(row.Value<string>("role")),
        Side = EnumNames.Parse<OrderSide>(row.Value<string>("side")),
        Type = EnumNames.Parse<OrderType>(row.Value<string>("type")),
        Quantity = row.Value<decimal>("quantity"),
        LimitPrice = row.Nullable<decimal>("limit_price"),
        TriggerPrice = row.Nullable<decimal>("trigger_price"),
        Status = EnumNames.Parse<OrderStatus>(row.Value<string>("status")),
        ExchangeOrderId = row.Text("venue_order_id"),
        FilledQuantity = row.Value<decimal>("filled_quantity"),
        AveragePrice = row.Nullable<decimal>("average_price"),
        Reason = row.Text("reason"),
        TargetsVersion = row.Value<int>("targets_version"),
        CreatedAt = row.Value<DateTimeOffset>("created_at"),
        UpdatedAt = row.Value<DateTimeOffset>("updated_at"),
    };

    public static Fill Fill(NpgsqlDataReader row) => new()
    {
        ExecId = row.Value<string>("exec_id"),
        OrderLinkId = row.Text("order_link_id"),
        ExchangeOrderId = row.Text("venue_order_id"),
        Role = EnumNames.Parse<OrderRole>(row.Value<string>("role")),
        Side = EnumNames.Parse<OrderSide>(row.Value<string>("side")),
        Price = row.Value<decimal>("price"),
        Quantity = row.Value<decimal>("quantity"),
        Value = row.Value<decimal>("value"),
        Fee = row.Value<decimal>("fee"),
        FeeCurrency = row.Value<string>("fee_currency"),
        IsMaker = row.Value<bool>("is_maker"),
        At = row.Value<DateTimeOffset>("at"),
        Forced = row.Text("forced") is { } forced ? EnumNames.Parse<ForcedExit>(forced) : null,
    };

    public static FundingPayment Funding(NpgsqlDataReader row) => new()
    {
        ExecId = row.Value<string>("exec_id"),
        At = row.Value<DateTimeOffset>("at"),
        PositionAmount = row.Value<decimal>("amount"),
        PositionQuantity = row.Value<decimal>("quantity"),
        Coin = row.Value<string>("coin"),
        Rate = row.Nullable<decimal>("rate"),
    };

    public static TradeEvent Event(NpgsqlDataReader row) => new(
        row.Value<long>("id"),
        row.Value<DateTimeOffset>("at"),
        row.Value<string>("kind"),
        row.Value<string>("message"),
        row.Text("data") is { } data ? JsonNode.Parse(data) as JsonObject : null);
}

namespace TradingBot.PaperExchange.Protocol;

internal enum OrderFilter { Order, TpslOrder, StopOrder, BidirectionalTpslOrder }

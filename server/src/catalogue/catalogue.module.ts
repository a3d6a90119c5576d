import { Module } from '@nestjs/common';
import { OrderLookups } from './order-lookups';
import { CustomerPricesService } from './prices/customer-prices.service';
import { LastPrices } from './prices/last-prices';
import { ListPricesService } from './prices/list-prices.service';
import { OwnPricesService } from './prices/own-prices.service';
import { PriceFactsReader } from './prices/price-facts';
import { PriceHistoryService } from './prices/price-history.service';
import { PriceLevelsService } from './prices/price-levels.service';
import { Prices } from './prices/prices';
import { PricesController } from './prices/prices.controller';
import { SkuPrices } from './prices/sku-prices';
import { ShopsPriceFacts } from './prices/shops-price-facts';
import { TradeSettingsStore } from './settings/trade-settings';
import { TradeSettingsController } from './settings/trade-settings.controller';
import { TradeSettingsService } from './settings/trade-settings.service';
import { Skus } from './skus/sku-rows';
import { AdjustmentsService } from './stock/adjustments.service';
import { StockController } from './stock/stock.controller';
import { StockService } from './stock/stock.service';
import { StockLevels } from './stock/stock-levels';
import { StockMoves } from './stock/stock-moves';
import { WarehousesService } from './stock/warehouses.service';
import { Viewpoints } from './viewpoint';

@Module({
  controllers: [PricesController, TradeSettingsController, StockController],
  providers: [
    AdjustmentsService,
    CustomerPricesService,
    LastPrices,
    ListPricesService,
    OrderLookups,
    OwnPricesService,
    PriceFactsReader,
    PriceHistoryService,
    PriceLevelsService,
    Prices,
    SkuPrices,
    ShopsPriceFacts,
    Skus,
    StockLevels,
    StockMoves,
    StockService,
    TradeSettingsService,
    TradeSettingsStore,
    Viewpoints,
    WarehousesService,
  ],
  exports: [LastPrices, OrderLookups, PriceFactsReader, Prices, SkuPrices, ShopsPriceFacts, Skus, StockLevels, StockMoves, TradeSettingsStore, Viewpoints],
})
export class CatalogueModule {}

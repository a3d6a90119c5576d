import { Module } from '@nestjs/common';
import { CatalogueUses } from './catalogue-uses';
import { CategoriesController } from './categories/categories.controller';
import { CategoriesService } from './categories/categories.service';
import { CategoryCounts } from './categories/category-counts';
import { CategoryTree } from './categories/category-tree';
import { FavouriteRows } from './favourites/favourite-rows';
import { FavouritesController } from './favourites/favourites.controller';
import { FavouritesService } from './favourites/favourites.service';
import { GoodsWriter } from './imports/goods-writer';
import { ProductExport } from './imports/product-export';
import { ProductImportJob } from './imports/product-import.job';
import { ProductImportViews } from './imports/product-import-rows';
import { ProductImportsController } from './imports/product-imports.controller';
import { ProductImportsService } from './imports/product-imports.service';
import { OrderLookups } from './order-lookups';
import { OrderSets } from './order-sets/order-sets';
import { OrderSetsController } from './order-sets/order-sets.controller';
import { OrderSetsService } from './order-sets/order-sets.service';
import { CustomerPricesService } from './prices/customer-prices.service';
import { LastPrices } from './prices/last-prices';
import { LevelRulesStore } from './prices/level-rules';
import { ListPricesService } from './prices/list-prices.service';
import { OwnPricesService } from './prices/own-prices.service';
import { PriceFactsReader } from './prices/price-facts';
import { PriceHistoryService } from './prices/price-history.service';
import { PriceLevelsService } from './prices/price-levels.service';
import { Prices } from './prices/prices';
import { PricesController } from './prices/prices.controller';
import { ShopsPriceFacts } from './prices/shops-price-facts';
import { SkuPrices } from './prices/sku-prices';
import { BrandsService } from './products/brands.service';
import { Offers } from './products/offers';
import { ProductIndex } from './products/product-index';
import { ProductLists } from './products/product-lists.service';
import { ProductPage } from './products/product-page';
import { ProductPresenter } from './products/product-presenter';
import { ProductViews } from './products/product-views';
import { ProductsController } from './products/products.controller';
import { ProductsService } from './products/products.service';
import { SkuWrites } from './products/sku-writes';
import { SearchCandidates } from './search/search-candidates';
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
import { TradeRulesReader } from './trade-rules';
import { Viewpoints } from './viewpoint';

@Module({
  controllers: [
    CategoriesController,
    FavouritesController,
    OrderSetsController,
    ProductsController,
    PricesController,
    ProductImportsController,
    TradeSettingsController,
    StockController,
  ],
  providers: [
    CatalogueUses,
    CategoriesService,
    CategoryCounts,
    CategoryTree,
    FavouriteRows,
    FavouritesService,
    OrderSets,
    OrderSetsService,
    BrandsService,
    Offers,
    ProductIndex,
    ProductLists,
    ProductPage,
    ProductPresenter,
    ProductViews,
    ProductsService,
    SkuWrites,
    GoodsWriter,
    ProductExport,
    ProductImportJob,
    ProductImportViews,
    ProductImportsService,
    SearchCandidates,
    AdjustmentsService,
    CustomerPricesService,
    LastPrices,
    LevelRulesStore,
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
    TradeRulesReader,
    TradeSettingsService,
    TradeSettingsStore,
    Viewpoints,
    WarehousesService,
  ],
  exports: [
    FavouriteRows,
    Offers,
    ProductPresenter,
    CategoryCounts,
    CategoryTree,
    OrderSets,
    ProductIndex,
    LastPrices,
    OrderLookups,
    PriceFactsReader,
    Prices,
    SkuPrices,
    ShopsPriceFacts,
    Skus,
    StockLevels,
    StockMoves,
    TradeRulesReader,
    TradeSettingsStore,
    Viewpoints,
  ],
})
export class CatalogueModule {}

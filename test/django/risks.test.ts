import {expect, test} from "vitest";
import type {OperationFacts} from "../../src/django/probe.ts";
import {risksOf} from "../../src/django/risks.ts";

const price = {model_name: "product", name: "price"};
const addField = {kind: "AddField", ...price, null: false, many_to_many: false, database_default: false};

// Whether code that is live, and does not know the operation, may break on it; nothing: it does not.
test.each<[OperationFacts, string | undefined]>([
  [{kind: "CreateModel", name: "Review"}, undefined],
  [{...addField, null: true}, undefined],
  [{...addField, many_to_many: true}, undefined],
  [{...addField, database_default: true}, undefined],
  [{kind: "AddIndex", model_name: "product"}, undefined],
  [{kind: "AddIndexConcurrently", model_name: "product"}, undefined],
  [{kind: "RemoveIndex", model_name: "product"}, undefined],
  [{kind: "RenameIndex", model_name: "product"}, undefined],
  [{kind: "RemoveConstraint", model_name: "product"}, undefined],
  [{kind: "AlterModelOptions", name: "product"}, undefined],
  [{kind: "AlterModelManagers", name: "product"}, undefined],
  [addField, "AddField adds product.price without null or db_default"],
  [{kind: "RemoveField", ...price}, "RemoveField removes product.price"],
  [{kind: "DeleteModel", name: "Review"}, "DeleteModel removes Review"],
  [
    {kind: "RenameField", model_name: "product", old_name: "price", new_name: "cost"},
    "RenameField renames product.price to cost",
  ],
  [{kind: "RenameModel", old_name: "Item", new_name: "Product"}, "RenameModel renames Item to Product"],
  [{kind: "AlterField", ...price}, "AlterField alters product.price"],
  [{kind: "AlterUniqueTogether", name: "product"}, "AlterUniqueTogether alters product"],
  [{kind: "AlterModelTable", name: "product"}, "AlterModelTable alters product"],
  [{kind: "AddConstraint", model_name: "product"}, "AddConstraint alters product"],
  [{kind: "RunPython"}, "RunPython may do anything"],
  [{kind: "RunSQL"}, "RunSQL may do anything"],
  [{kind: "SomebodysOwnOperation"}, "SomebodysOwnOperation may do anything"],
])("$0.kind", (operation, risk) => {
  const risks = risksOf([{name: "shop.0002_x", operations: [operation]}]);
  expect(risks).toEqual(risk === undefined ? [] : [{migration: "shop.0002_x", why: risk}]);
});

test("one risk for each migration that has a risk, with all of its reasons", () => {
  const migrations = [
    {name: "shop.0002_a", operations: [{kind: "RemoveField", ...price}, {kind: "AddIndex"}, {kind: "RunSQL"}]},
    {name: "shop.0003_b", operations: [{kind: "CreateModel", name: "Review"}]},
    {name: "shop.0004_c", operations: []},
  ];
  expect(risksOf(migrations)).toEqual([
    {migration: "shop.0002_a", why: "RemoveField removes product.price; RunSQL may do anything"},
  ]);
});

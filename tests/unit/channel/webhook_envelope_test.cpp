#include "channel/webhook_envelope.hpp"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::channel;

TEST_CASE("a body is never longer than receivers take, and says what it leaves out") {
    const auto facts = [](std::size_t text, std::size_t items) {
        boost::json::object data{{"kind", "letter"}};
        std::string words;
        while (words.size() < text) words += "Tặng hoa ngày 8/3; ";
        data["text"] = words;
        boost::json::array list;
        for (std::size_t i = 0; i < items; ++i)
            list.push_back({{"title", std::string(200, 'x')}, {"number", i}});
        data["items"] = list;
        return boost::json::serialize(data);
    };
    struct Row {
        std::size_t text, items;
        bool all_items;
    };
    for (const auto& row : std::vector<Row>{{100, 10, true},
                                            {43'000, 20, true},
                                            {1'000'000, 0, true},
                                            {100, 200, false},
                                            {43'000, 200, false}}) {
        CAPTURE(row.text, row.items);
        message::Message message;
        message.json = facts(row.text, row.items);
        const auto body = webhook_envelope(message, Line::parse("99").value());
        REQUIRE(body);
        CHECK(body->size() <= envelope_at_most);
        // No more is cut than has to be.
        if (row.items + row.text > 200) CHECK(body->size() > envelope_at_most - 600);
        const auto data = boost::json::parse(*body).at("data").as_object();
        CHECK(data.at("to").as_string() == "99");
        const auto kept = data.at("items").as_array().size();
        CHECK((kept == row.items) == row.all_items);
        CHECK(data.contains("items_left_out") == !row.all_items);
        if (!row.all_items)
            CHECK(data.at("items_left_out").to_number<std::size_t>() == row.items - kept);
        CHECK(std::string(data.at("text").as_string()).ends_with("…") == (row.text > 20'000));
    }
}

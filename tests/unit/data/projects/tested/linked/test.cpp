#include <gtest/gtest.h>

TEST(Entry, Works)
{
}

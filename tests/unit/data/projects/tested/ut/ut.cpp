#define UNIT_TEST
#include "pch.h"
#include "../drv/drv.c"

TEST(Entry, Works)
{
    EXPECT_EQ(0, DriverEntry(nullptr, nullptr));
}

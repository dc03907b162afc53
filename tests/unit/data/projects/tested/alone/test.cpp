#include <gtest/gtest.h>
#include "drv.c"

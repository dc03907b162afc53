#pragma once
#define QUAY_UNDOES 1

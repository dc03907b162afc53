#include "driver.inl"

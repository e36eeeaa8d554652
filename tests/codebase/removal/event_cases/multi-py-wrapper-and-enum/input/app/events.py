from enum import Enum


class Event(str, Enum):
    COURSE_BEGUN = "course begun"
    COURSE_FINISHED = "course finished"

"""Prints, as JSON, what SAM makes of a template: translate.py TEMPLATE [NAME=VALUE ...]"""

import json
import sys
from pathlib import Path

from samcli.lib.translate.sam_template_validator import SamTemplateValidator
from samcli.yamlhelper import yaml_parse

template = yaml_parse(Path(sys.argv[1]).read_text())
parameters = dict(word.split("=", 1) for word in sys.argv[2:])
validator = SamTemplateValidator(template, None, region="us-east-1", parameter_overrides=parameters)
validator._get_managed_policy_map = dict
print(json.dumps(yaml_parse(validator.get_translated_template_if_valid()), default=str))
